/** The look at a maildrop in words. Pure. */
import type { TFunction } from 'i18next';
import type { MaildropChoice, MaildropEntry } from '../../shared/maildrop.ts';
import { listDate, listDateRest } from '../strings/dates.ts';
import { count, size } from '../strings/sizes.ts';
import { amountOf, isNowhereElse } from './maildrop-marks.ts';
import type { Amount } from './maildrop-marks.ts';

/** For plurals with an amount: the number to choose the plural by, and both as people read them. */
export function inWords({ messages, bytes }: Amount): { readonly count: number; readonly messages: string; readonly size: string } {
  return { count: messages, messages: count(messages), size: size(bytes) };
}

export function senderWords(t: TFunction, { head }: MaildropEntry): string {
  if (head === null) return '';
  return head.from === null ? t('list.noSender') : head.from.name || head.from.address || t('list.noSender');
}

export function subjectWords(t: TFunction, { head }: MaildropEntry): string {
  return head === null ? t('maildrop.noHead') : head.subject || t('list.noSubject');
}

/** What is so, or, where something is marked, what becomes of it. */
export function stateWords(t: TFunction, entry: MaildropEntry, mark: MaildropChoice | null): string {
  if (entry.uidl === null) return t('maildrop.state.noId');
  if (mark === null) return t(`maildrop.state.${entry.state}`);
  if (mark !== 'remove') return t(`maildrop.mark.${mark}`);
  return t(isNowhereElse(entry) ? 'maildrop.mark.removeNowhere' : 'maildrop.mark.removeHere');
}

/** A row as one sentence, for ears. */
export function entryName(t: TFunction, entry: MaildropEntry, mark: MaildropChoice | null, now: number): string {
  const date = entry.head?.date ?? null;
  return [
    senderWords(t, entry),
    subjectWords(t, entry),
    ...(date === null ? [] : [listDate(date, now), listDateRest(date, now)]),
    size(entry.size),
    t(`maildrop.state.${entry.state}`),
    mark === null && entry.uidl !== null ? null : stateWords(t, entry, mark),
  ]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

/** The question before anything goes from the server. */
export function removalQuestion(
  t: TFunction,
  removed: readonly MaildropEntry[],
  server: string,
): { readonly title: string; readonly text: string } {
  const all = { ...inWords(amountOf(removed)), server };
  const lost = removed.filter(isNowhereElse).length;
  const title = t('maildrop.askTitle', all);
  if (lost === 0) return { title, text: t('maildrop.askHere', all) };
  if (lost === removed.length) return { title, text: t('maildrop.askNowhereAll', all) };
  return { title, text: t('maildrop.askNowhere', { ...all, count: lost, messages: count(lost) }) };
}
