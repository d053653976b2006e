import type { MimeNode } from '@zone-eu/mailsplit';
import type { MessageHead } from './header-fields.ts';
import { branchOf, leafOf, type Branch, type Leaf } from './part-kinds.ts';
import { splitMessage, type Limits, type Truncation } from './split.ts';
import { transferDecoder, type TransferDecoder } from './transfer-encoding.ts';

export type PartTree = Branch | Leaf;

/** How much of an attached message is kept, to find its subject. */
const attachedHeadBytes = 64 * 1024;

/**
 * Reads a message's tree of parts: text gathered, files only counted. `isEnough` may end it early, asked before each new
 * leaf is read. The tree is null when not even the first part's head could be read.
 */
export async function readPartTree(
  raw: Buffer,
  head: MessageHead,
  limits: Limits,
  isEnough: (leaf: Leaf) => boolean = () => false,
): Promise<{ readonly tree: PartTree | null; readonly truncation: Truncation | null }> {
  const parts = new Map<MimeNode, PartTree>();
  let tree: PartTree | null = null;
  let hasLeaf = false;
  let open: { readonly leaf: Leaf; readonly counter: TransferDecoder } | null = null;
  let textRoom = limits.textBytes;
  let isTextCut = false;

  const close = (): void => {
    if (open !== null) open.leaf.size += open.counter.end().length;
    open = null;
  };
  const gather = (part: PartTree, bytes: Buffer): void => {
    if (bytes.length > textRoom) isTextCut = true;
    if (textRoom > 0) part.bytes.push(bytes.subarray(0, textRoom));
    textRoom -= Math.min(textRoom, bytes.length);
  };
  const attach = (part: PartTree, parent: PartTree | undefined): void => {
    if (parent?.kind !== 'branch') {
      tree ??= part;
      return;
    }
    // What stood before the first part is a preamble (RFC 2046 section 5.1.1), not text: "This is a multi-part message".
    textRoom += parent.bytes.reduce((sum, bytes) => sum + bytes.length, 0);
    parent.bytes.length = 0;
    parent.children.push(part);
  };

  const truncation = await splitMessage(raw, head, limits, {
    onPart(node) {
      close();
      const part = node.multipart === false ? leafOf(node, !hasLeaf) : branchOf(node.multipart);
      parts.set(node, part);
      attach(part, node.parentNode === false ? undefined : parts.get(node.parentNode));
      if (part.kind === 'branch') return true;
      hasLeaf = true;
      open = { leaf: part, counter: transferDecoder(part.encoding) };
      return !isEnough(part);
    },
    onBytes(node, bytes) {
      const part = parts.get(node);
      if (part === undefined) return;
      if (part.kind === 'branch') {
        if (part.children.length === 0) gather(part, bytes);
        return;
      }
      if (open?.leaf === part) part.size += open.counter.write(bytes).length;
      if (part.text !== null) gather(part, bytes);
      else if (part.contentType === 'message/rfc822' && part.size <= attachedHeadBytes) part.bytes.push(bytes);
    },
  });
  close();
  return { tree, truncation: truncation ?? (isTextCut ? 'text-too-long' : null) };
}
