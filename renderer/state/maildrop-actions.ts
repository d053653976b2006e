/** What is chosen in the look at a maildrop. Throws what went wrong: it is shown where it was chosen. */
import type { PopAccount } from '../../shared/account.ts';
import type { MaildropPick } from '../../shared/maildrop.ts';
import { command } from '../api.ts';
import { i18n } from '../strings/i18n.ts';
import { say } from './window.ts';

export async function chooseInMaildrop({ id, incoming }: PopAccount, picks: readonly MaildropPick[], online: boolean): Promise<void> {
  await command('maildrop.choose', id, picks);
  say(i18n.t(online ? 'maildrop.applied' : 'maildrop.appliedOffline', { server: incoming.host }));
}
