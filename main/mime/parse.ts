/**
 * The door to whole messages: bytes in, what the message pane shows out. Hostile mail comes through here, so everything has
 * a limit (split.ts) and nothing throws for what a message can hold; it runs in a thread that may be ended and started again.
 */
import type { MimeNode } from '@zone-eu/mailsplit';
import type { Envelope, Part } from '../../shared/message.ts';
import { bodyOf, type Body } from './body.ts';
import { envelopeOf } from './envelope.ts';
import { readHead } from './header-fields.ts';
import { fileNameOf, leafOf, type Leaf } from './part-kinds.ts';
import { partsOf } from './part-list.ts';
import { readPartTree } from './part-tree.ts';
import { partIdOf, splitMessage, usualLimits, type Limits, type Truncation } from './split.ts';
import { decodeTransfer } from './transfer-encoding.ts';

export interface ParsedMessage {
  readonly envelope: Envelope;
  /** Exactly what the sender wrote, hostile; line ends are `\n`. Null when there is none. */
  readonly html: string | null;
  readonly text: string | null;
  readonly parts: readonly Part[];
  /** The limit at which reading stopped, or null when all was read. */
  readonly truncated: Truncation | null;
}

/** Takes a message apart. Files are counted, not decoded: 57 MB of them cost no more memory than their text. */
export async function parseMessage(raw: Buffer, limits: Limits = usualLimits): Promise<ParsedMessage> {
  const head = readHead(raw);
  const { tree, truncation } = await readPartTree(raw, head, limits);
  const body: Body = tree === null ? { html: null, text: null } : bodyOf(tree);
  const parts = tree === null ? [] : partsOf(tree, body.html);
  return { envelope: envelopeOf(head.fields), ...body, parts, truncated: truncation };
}

/** One file of a message. Whether it is shown inline only the whole message can tell. */
export interface PartContent {
  readonly bytes: Buffer;
  readonly part: Omit<Part, 'inline'>;
}

/** The decoded bytes of one part, by its place in the tree; null when there is no such part. Reads no further than it must. */
export async function readPart(raw: Buffer, partId: string, limits: Limits = usualLimits): Promise<PartContent | null> {
  const found: { node: MimeNode; leaf: Leaf }[] = [];
  await splitMessage(raw, readHead(raw), limits, {
    onPart(node) {
      if (found.length > 0) return false;
      if (node.multipart === false && partIdOf(node) === partId) found.push({ node, leaf: leafOf(node, false) });
      return true;
    },
    onBytes(node, bytes) {
      // Between two parts come bytes of neither: the boundary.
      if (found[0]?.node === node) found[0].leaf.bytes.push(bytes);
    },
  });
  const [part] = found;
  return part === undefined ? null : contentOf(part.leaf);
}

function contentOf(leaf: Leaf): PartContent {
  const bytes = decodeTransfer(leaf.encoding, leaf.bytes);
  const { partId, contentType, contentId } = leaf;
  return { bytes, part: { partId, fileName: fileNameOf(leaf), contentType, size: bytes.length, contentId } };
}
