/** A row as one sentence, for screen readers: sender, subject, date, then what is special, then the place. Pure. */
import type { TFunction } from 'i18next';
import { answeredFlag, flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { MessageSummary } from '../../shared/message.ts';
import { placePhrase } from '../place/place-words.ts';
import { listDate, listDateRest } from '../strings/dates.ts';

export function rowName(t: TFunction, message: MessageSummary, showRecipients: boolean, now: number): string {
  const { flags } = message;
  return [
    whoWords(t, message, showRecipients),
    message.subject || t('list.noSubject'),
    listDate(message.date, now),
    listDateRest(message.date, now),
    flags.includes(seenFlag) ? null : t('list.unread'),
    flags.includes(flaggedFlag) ? t('list.starred') : null,
    flags.includes(answeredFlag) ? t('list.answered') : null,
    message.hasAttachments ? t('list.attachments') : null,
    placePhrase(t, message.place),
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** Who the row is about: the sender, or the recipients in a mailbox of what one sent. */
export function whoWords(t: TFunction, { from, to }: MessageSummary, showRecipients: boolean): string {
  if (showRecipients && to.length > 0) return t('list.to', { people: to.map(({ name, address }) => name || address).join(', ') });
  return from === null ? t('list.noSender') : from.name || from.address || t('list.noSender');
}
