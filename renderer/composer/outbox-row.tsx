import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../shared/operation.ts';
import { command } from '../api.ts';
import { showThrown } from '../state/failures.ts';
import { useNow } from '../state/now.ts';
import { until } from '../strings/dates.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './outbox.module.css';

/** One mail that waits, with the reason. Nothing can be done to it while it is on the wire. */
export function OutboxRow({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const state = useStateInWords(item);
  const subject = item.subject === '' ? t('composer.outbox.noSubject') : item.subject;

  function act(name: 'outbox.retry' | 'outbox.discard'): void {
    setAsking(false);
    void command(name, item.accountId, item.operationId)
      .then(() => client.invalidateQueries({ queryKey: ['outbox.list'] }))
      .catch(showThrown);
  }

  return (
    <li className={styles.row} data-state={item.state}>
      <div className={styles.words}>
        <p className={styles.subject} dir="auto">
          {subject}
        </p>
        <p className={styles.quiet}>{t('composer.outbox.to', { people: item.to.join(', ') })}</p>
        <p className={styles.state}>{state}</p>
        {item.failure === null ? null : <p className={styles.quiet}>{item.failure.text}</p>}
        {item.failure?.server === undefined ? null : (
          <p className={styles.quiet}>{t('composer.outbox.serverSaid', { text: item.failure.server })}</p>
        )}
      </div>
      {item.state === 'running' ? null : (
        <div className={styles.actions}>
          <Button onClick={() => act('outbox.retry')}>{t('composer.outbox.tryNow')}</Button>
          <Button look="quiet" onClick={() => setAsking(true)}>
            {t('composer.outbox.discard')}
          </Button>
        </div>
      )}
      <Dialog
        kind="alert"
        open={asking}
        title={t('composer.outbox.askTitle', { subject })}
        description={t('composer.outbox.askText')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('composer.outbox.cancel')}</Button>
            <Button look="danger" onClick={() => act('outbox.discard')}>
              {t('composer.outbox.discard')}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </li>
  );
}

/** "Not sent yet. Next try in 3 minutes, tried twice". */
function useStateInWords({ state, nextTry, attempts }: OutboxItem): string {
  const { t } = useTranslation();
  const now = useNow();
  if (state === 'running') return t('composer.outbox.running');
  const tried = attempts === 0 ? '' : `, ${t('composer.outbox.tries', { count: attempts })}`;
  if (state === 'failed') return t('composer.outbox.failed') + tried;
  return (nextTry === null ? t('composer.outbox.waiting') : t('composer.outbox.retry', { when: until(nextTry, now) })) + tried;
}
