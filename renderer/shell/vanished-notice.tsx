/** Mail the server suddenly had no longer: what is so, and the three things that can become of it. Nothing happens unasked. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, VanishedAnswer, VanishedMail } from '../../shared/account.ts';
import { answerVanished } from '../state/account-actions.ts';
import { count } from '../strings/sizes.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Question } from '../ui/question.tsx';
import styles from './failures-shown.module.css';

interface VanishedNoticeProps {
  readonly account: Account;
  readonly vanished: VanishedMail;
}

export function VanishedNotice({ account, vanished }: VanishedNoticeProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { mutate: settle, isPending } = useMutation({
    networkMode: 'always',
    mutationFn: (answer: VanishedAnswer) => answerVanished({ accountId: account.id, mailboxId: vanished.mailboxId }, answer),
  });
  const amount = { count: vanished.count, total: count(vanished.count) };
  const where = { server: account.incoming.host, mailbox: vanished.mailbox };
  const answers = (
    <>
      <Button disabled={isPending} onClick={() => settle('put-back')}>
        {t('vanished.putBack', { ...amount })}
      </Button>
      <Button disabled={isPending} onClick={() => settle('keep')}>
        {t('vanished.keep', { ...amount })}
      </Button>
      <Button look="quiet" disabled={isPending} onClick={() => setAsking(true)}>
        {t('vanished.remove', { ...amount })}
      </Button>
    </>
  );
  return (
    <Notice tone="caution" role="alert" title={t('vanished.title', { ...amount, ...where })} action={answers}>
      <p className={styles.text}>{t('vanished.text', { ...amount })}</p>
      {asking ? (
        <Question
          title={t('vanished.askTitle', { ...amount })}
          text={t('vanished.askText', { ...amount, ...where })}
          confirm={t('vanished.askConfirm', { ...amount })}
          onConfirm={() => {
            setAsking(false);
            settle('remove');
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Notice>
  );
}
