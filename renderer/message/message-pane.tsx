/** The right pane: the selected message, or what to do when there is none. Marks it read as the settings say. */
import { MailQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../shared/failure.ts';
import type { MessageRef } from '../../shared/message.ts';
import { messageId } from '../shell/focus-targets.ts';
import { placeLine } from '../place/place-words.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { refKey } from '../state/message-ref.ts';
import { useSelection } from '../state/selection.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { MessageBodyView } from './message-body-view.tsx';
import { MessageHead } from './message-head.tsx';
import { MessageToolbar } from './message-toolbar.tsx';
import { MissingBody } from './missing-body.tsx';
import { NothingOpen } from './nothing-open.tsx';
import { useMarkRead } from './use-mark-read.ts';
import styles from './message-pane.module.css';

export function MessagePane({ theme }: { readonly theme: 'light' | 'dark' }) {
  const selected = useSelection((state) => state.selected);
  if (selected === null) {
    return (
      <div className={styles.pane}>
        <NothingOpen />
      </div>
    );
  }
  return <OpenMessage key={refKey(selected)} target={selected} theme={theme} />;
}

function OpenMessage({ target, theme }: { readonly target: MessageRef; readonly theme: 'light' | 'dark' }) {
  const { t } = useTranslation();
  const { data: content, error } = useLiveQuery('message.content', target);
  const account = useLiveQuery('account.list').data?.find(({ id }) => id === target.accountId);
  const mailboxes = useLiveQuery('mailbox.list').data ?? [];
  const role = mailboxes.find(({ accountId, id }) => accountId === target.accountId && id === target.mailboxId)?.role ?? null;
  useMarkRead(content);
  if (error !== null) {
    const failure = failureOf(error);
    return (
      <div className={styles.pane}>
        <EmptyState icon={<MailQuestion />} title={t(failure.kind === 'gone' ? 'message.gone' : 'message.failed')}>
          {failure.kind === 'gone' ? t('message.goneText') : failure.text}
        </EmptyState>
      </div>
    );
  }
  if (content === undefined || account === undefined) return <div className={styles.pane} aria-busy="true" />;
  return (
    <section id={messageId} tabIndex={-1} className={styles.pane} aria-label={t('message.region')}>
      <MessageToolbar content={content} account={account} role={role} />
      <MessageHead message={content} place={{ sign: content.place.kind, words: placeLine(t, content.place, account) }} />
      {content.body.state === 'missing' ? (
        <MissingBody content={content} account={account} wanted={content.body.wanted} />
      ) : (
        <MessageBodyView body={content.body} target={content.ref} theme={theme} />
      )}
    </section>
  );
}
