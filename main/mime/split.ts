import type { EventEmitter } from 'node:events';
import { Splitter, type MimeNode, type SplitterChunk } from '@zone-eu/mailsplit';
import { mimeHeadOf, type MessageHead } from './header-fields.ts';

/** What a message may cost before we stop and show what we have. */
export interface Limits {
  /** MIME parts, multiparts included. */
  readonly parts: number;
  /** Multiparts inside each other. */
  readonly depth: number;
  /** Bytes of one part's header. */
  readonly headerBytes: number;
  /** Bytes of all text that is shown, as they came (still encoded). */
  readonly textBytes: number;
  readonly milliseconds: number;
}

export const usualLimits: Limits = {
  parts: 1000,
  depth: 50,
  headerBytes: 1024 * 1024,
  textBytes: 4 * 1024 * 1024,
  milliseconds: 4000,
};

/** Why a message was not read to its end. */
export type Truncation = 'too-many-parts' | 'too-deep' | 'header-too-long' | 'text-too-long' | 'too-slow';

/** Bytes of input between two looks at the clock; slices of the message, not copies. */
const sliceBytes = 64 * 1024;

export interface SplitVisitor {
  /** A part's head was read. False ends the walk. */
  readonly onPart: (node: MimeNode) => boolean;
  /** Some of a part's body, still encoded; for a multipart, what stands between its parts. */
  readonly onBytes: (node: MimeNode, bytes: Buffer) => void;
}

/**
 * Walks the MIME tree of a message from front to back, attached messages as leaves. The bytes are only lent: they are parts of
 * `raw`. Resolves to the limit that was hit, or null; never rejects for anything a message can hold.
 */
export async function splitMessage(raw: Buffer, head: MessageHead, limits: Limits, visitor: SplitVisitor): Promise<Truncation | null> {
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: limits.headerBytes, maxChildNodes: limits.parts });
  // The library's types know the `data` event alone.
  const events: EventEmitter = splitter;
  const deadline = performance.now() + limits.milliseconds;
  let stopped = false;
  let truncation: Truncation | null = null;
  let mistake: unknown;

  events.on('error', (error: Error) => {
    stopped = true;
    truncation ??= /header/i.test(error.message) ? 'header-too-long' : 'too-many-parts';
  });
  splitter.on('data', (chunk: SplitterChunk) => {
    if (stopped) return;
    try {
      if (chunk.type !== 'node') visitor.onBytes(chunk.node, chunk.value);
      else if (depthOf(chunk) > limits.depth) {
        stopped = true;
        truncation = 'too-deep';
      } else stopped = !visitor.onPart(chunk);
    } catch (error) {
      // Thrown inside the stream it would end the thread; it is ours, so it must reach our caller.
      mistake = error;
      stopped = true;
    }
  });

  // The splitter gets the MIME fields alone: the rest of the head was read already, and may be broken or huge.
  await write(splitter, mimeHeadOf(head));
  for (let at = head.bodyStart; at < raw.length && !stopped; at += sliceBytes) {
    await write(splitter, raw.subarray(at, at + sliceBytes));
    if (performance.now() > deadline && !stopped) {
      stopped = true;
      truncation = 'too-slow';
    }
  }
  if (stopped) splitter.destroy();
  else await end(splitter, events);
  if (mistake !== undefined) throw mistake;
  return truncation;
}

/** The part's place in the tree as IMAP counts it (RFC 9051 section 6.4.5.1); a message without parts is part 1. */
export function partIdOf(node: MimeNode): string {
  const numbers = (node.partNr === false ? [] : node.partNr).filter((item) => typeof item === 'number');
  return numbers.length === 0 ? '1' : numbers.join('.');
}

function depthOf(node: MimeNode): number {
  let depth = 0;
  for (let parent = node.parentNode; parent !== false; parent = parent.parentNode) depth++;
  return depth;
}

/** Resolves when the slice was taken or refused; a refusal also comes as an `error` event. */
function write(splitter: Splitter, slice: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (splitter.destroyed) resolve();
    else splitter.write(slice, () => resolve());
  });
}

function end(splitter: Splitter, events: EventEmitter): Promise<void> {
  return new Promise((resolve) => {
    events.once('close', () => resolve());
    splitter.end();
  });
}
