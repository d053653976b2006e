import type { MimeNode } from '@zone-eu/mailsplit';
import { readEnvelope } from './envelope.ts';
import { cleanFileName, namelessFileName } from './file-name.ts';
import { partIdOf } from './split.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** A part that holds parts. `bytes` is what stood where none were found: text, if the boundary was never met. */
export interface Branch {
  readonly kind: 'branch';
  /** `alternative`, `related`, `mixed`, ... */
  readonly subtype: string;
  readonly children: (Branch | Leaf)[];
  readonly bytes: Buffer[];
}

export interface Leaf {
  readonly kind: 'leaf';
  /** Text to be read in place; null for everything that is a file. */
  readonly text: 'plain' | 'html' | null;
  readonly partId: string;
  readonly contentType: string;
  readonly charset: string | null;
  readonly encoding: string | null;
  readonly flowed: 'no' | 'keep-spaces' | 'delete-spaces';
  /** Cleaned; empty when the sender gave none. */
  readonly givenName: string;
  /** Without its angle brackets, as `cid:` links write it. */
  readonly contentId: string | null;
  /** The sender said `Content-Disposition: attachment`. */
  readonly isAttached: boolean;
  /** The body as it came, still encoded: of text, and of the start of an attached message. Empty for files. */
  readonly bytes: Buffer[];
  /** Decoded bytes. */
  size: number;
}

export function branchOf(subtype: string): Branch {
  return { kind: 'branch', subtype, children: [], bytes: [] };
}

/**
 * A text with a file name is a file, so that its name is not lost; only the very first part is text all the same, since
 * some programs name their body.
 */
export function leafOf(node: MimeNode, isFirst: boolean): Leaf {
  const contentType = contentTypeOf(node);
  const givenName = cleanFileName(node.filename === false ? '' : node.filename);
  const isAttached = node.disposition === 'attachment';
  const isShown = !isAttached && (givenName === '' || isFirst);
  return {
    kind: 'leaf',
    text: isShown && contentType === 'text/plain' ? 'plain' : isShown && contentType === 'text/html' ? 'html' : null,
    partId: partIdOf(node),
    contentType,
    charset: node.charset === false ? null : node.charset,
    encoding: node.encoding === false ? null : (/^[\w-]+/.exec(node.encoding)?.[0] ?? null),
    flowed: !node.flowed ? 'no' : node.delSp ? 'delete-spaces' : 'keep-spaces',
    givenName,
    contentId: contentIdOf(node),
    isAttached,
    bytes: [],
    size: 0,
  };
}

/** The name to show and save a file under: the sender's, an attached message's subject, or one made from type and place. */
export function fileNameOf(leaf: Leaf): string {
  if (leaf.givenName !== '') return leaf.givenName;
  if (leaf.contentType === 'message/rfc822') {
    // The slash of a subject parts no folders: "Offer 3/2026".
    const subject = readEnvelope(decodeTransfer(leaf.encoding, leaf.bytes)).subject.replace(/[/\\]/g, '-');
    const name = cleanFileName(subject === '' ? '' : `${subject}.eml`);
    if (name !== '') return name;
  }
  return namelessFileName(leaf.partId, leaf.contentType);
}

function contentTypeOf(node: MimeNode): string {
  const type = node.contentType === false ? 'text/plain' : node.contentType;
  const isUntyped = node.headers === false || !node.headers.hasHeader('content-type');
  // RFC 2046 section 5.1.5: in a digest, parts without a type are messages.
  if (isUntyped && node.parentNode !== false && node.parentNode.multipart === 'digest') return 'message/rfc822';
  if (type === 'text') return 'text/plain';
  return /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type : 'application/octet-stream';
}

function contentIdOf(node: MimeNode): string | null {
  const value = node.headers === false ? '' : node.headers.getFirst('content-id');
  const id = value.replace(/[<>\s\p{Cc}]/gu, '').slice(0, 998);
  return id === '' ? null : id;
}
