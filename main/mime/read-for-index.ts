import type { Envelope } from '../../shared/message.ts';
import { bodyOf, filesIn } from './body.ts';
import { envelopeOf } from './envelope.ts';
import { readHead } from './header-fields.ts';
import { fileNameOf } from './part-kinds.ts';
import { partsOf } from './part-list.ts';
import { readPartTree } from './part-tree.ts';
import { previewOf } from './preview.ts';
import { type Limits, usualLimits } from './split.ts';
import { isSignature } from './summary.ts';
import { textFromHtml } from './text.ts';

/** Everything a list and a search need to know of a message. */
export interface IndexedContent {
  readonly envelope: Envelope;
  readonly preview: string;
  readonly hasAttachments: boolean;
  /** Its words, without markup; cut where nobody searches any more. */
  readonly text: string;
  readonly files: readonly string[];
}

/** UTF-16 units. The longest novels people mail are attachments; what is longer than this is a log somebody pasted. */
const mostText = 200_000;

/** Mail that takes longer is not worth holding up the rest: its head is indexed, its text is not. */
const limits: Limits = { ...usualLimits, textBytes: 1024 * 1024, milliseconds: 1000 };

/** Reads a message from front to back. Never throws for anything a message can hold. */
export async function readForIndex(raw: Buffer): Promise<IndexedContent> {
  const head = readHead(raw);
  const envelope = envelopeOf(head.fields);
  const { tree } = await readPartTree(raw, head, limits);
  if (tree === null) return { envelope, preview: '', hasAttachments: false, text: '', files: [] };
  const body = bodyOf(tree);
  const text = body.text ?? textFromHtml(body.html ?? '', mostText);
  return {
    envelope,
    preview: previewOf(body),
    hasAttachments: partsOf(tree, body.html).some((part) => !part.inline && !isSignature(part.contentType)),
    text: text.slice(0, mostText),
    files: filesIn(tree)
      .filter(({ contentType }) => !isSignature(contentType))
      .map(fileNameOf),
  };
}
