import type { Envelope } from '../../shared/message.ts';
import { bodyOf } from './body.ts';
import { envelopeOf } from './envelope.ts';
import { readHead } from './header-fields.ts';
import type { Leaf } from './part-kinds.ts';
import { partsOf } from './part-list.ts';
import { readPartTree } from './part-tree.ts';
import { previewOf } from './preview.ts';
import { usualLimits } from './split.ts';

/** What a row of the list needs of a message that was just downloaded. */
export interface Summary {
  readonly envelope: Envelope;
  readonly preview: string;
  /** There is a file that the text does not show in itself. Signatures do not count. */
  readonly hasAttachments: boolean;
}

const signatures: ReadonlySet<string> = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
]);

/** A signature is not a file that a person attached. */
export function isSignature(contentType: string): boolean {
  return signatures.has(contentType);
}

/** Summarises a message. Reads no further than the first file after its text, so the size of files costs nothing. */
export async function summarise(raw: Buffer): Promise<Summary> {
  const head = readHead(raw);
  let text: Leaf | null = null;
  const { tree } = await readPartTree(raw, head, usualLimits, (leaf) => {
    if (leaf.text !== null) text = leaf;
    return text !== null && text.size > 0 && leaf.text === null && leaf.contentId === null && !signatures.has(leaf.contentType);
  });
  const envelope = envelopeOf(head.fields);
  if (tree === null) return { envelope, preview: '', hasAttachments: false };
  const body = bodyOf(tree);
  const hasAttachments = partsOf(tree, body.html).some((part) => !part.inline && !signatures.has(part.contentType));
  return { envelope, preview: previewOf(body), hasAttachments };
}
