/** A believable maildrop: what is new, what only the head is here of, what is here, what was deleted here, and what has no id. */
import type { MaildropEntry, MaildropLook, MaildropState } from '../../shared/maildrop.ts';
import { sampleLetters } from './sample-letters.ts';

const hour = 3_600_000;
const states: readonly MaildropState[] = ['new', 'new', 'new', 'head', 'new', 'here', 'here', 'new', 'head', 'here', 'deleted', 'here'];
const sizes = [4_200, 18_300, 12_300_000, 31_800_000, 2_900, 640_000, 88_000, 7_100, 148_000_000, 5_300, 1_900_000, 23_400];

/** `amount` of them, newest first; the heads of the last `withoutHead` were not asked for. */
export function sampleMaildrop(now: number, amount = 60, withoutHead = 4): MaildropLook {
  const entries = Array.from({ length: amount }, (_, position): MaildropEntry => {
    const letter = sampleLetters[(position * 5 + 2) % sampleLetters.length];
    const blind = position >= amount - withoutHead;
    const state = blind ? 'new' : (states[position % states.length] ?? 'new');
    return {
      uidl: position % 17 === 6 ? null : `uidl-${position}`,
      state,
      choice: position === 4 ? 'leave' : null,
      size: (sizes[position % sizes.length] ?? 1000) + position * 13,
      head:
        blind || letter === undefined
          ? null
          : { from: letter.from, subject: letter.subject, date: now - position ** 1.5 * hour - 25 * 60_000 },
    };
  });
  return { entries, headsAsked: amount - withoutHead };
}
