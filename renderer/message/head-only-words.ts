/** Where a message is of which only the head is here, how big it is, why it did not come, and what becomes of it. Pure. */
import type { TFunction } from 'i18next';
import type { PopAccount } from '../../shared/account.ts';
import type { MessageContent } from '../../shared/message.ts';
import { size } from '../strings/sizes.ts';

interface HeadOnly {
  readonly content: Pick<MessageContent, 'size'>;
  readonly account: Pick<PopAccount, 'incoming' | 'largestDownload'>;
  readonly wanted: boolean;
  readonly online: boolean;
}

/** One or two sentences. */
export function headOnlyWords(t: TFunction, { content, account, wanted, online }: HeadOnly): readonly string[] {
  const server = account.incoming.host;
  const where = t('headOnly.where', { size: size(content.size), server });
  if (wanted) return [where, t(online ? 'headOnly.comes' : 'headOnly.remembered')];
  const why = whyWords(t, content.size, account.largestDownload ?? null);
  return why === null ? [where] : [where, why];
}

/** Null where the limit of today does not explain it: it was another one, or the person said so. */
function whyWords(t: TFunction, bytes: number, limit: number | null): string | null {
  if (limit === null || bytes <= limit) return null;
  return limit === 0 ? t('headOnly.whyHeads') : t('headOnly.whyLarger', { limit: size(limit) });
}
