/** Failures as alerts over the panes, each with its remedy as a button. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { Account, AccountId } from '../../shared/account.ts';
import { assertNever } from '../../shared/failure.ts';
import { command } from '../api.ts';
import { dismissFailure, failureKey, showThrown, useFailures } from '../state/failures.ts';
import type { ShownFailure } from '../state/failures.ts';
import { failureText } from '../state/failure-words.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { allFailures } from './account-failures.ts';
import { runAction } from './actions.ts';
import { CertificateDialog } from './certificate-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { VanishedNotice } from './vanished-notice.tsx';
import { WithoutCopyDialog } from './without-copy-dialog.tsx';
import styles from './failures-shown.module.css';

export function FailuresShown() {
  const told = useFailures((state) => state.shown);
  const statuses = useLiveQuery('account.statuses').data ?? [];
  const accounts = useLiveQuery('account.list').data ?? [];
  const refused = useLiveQuery('operation.listFailed').data ?? [];
  const failures = allFailures(told, refused, statuses);
  const vanished = statuses.flatMap((status) => {
    const account = accounts.find(({ id }) => id === status.accountId);
    return account === undefined ? [] : status.vanished.map((each) => ({ account, vanished: each }));
  });
  if (failures.length === 0 && vanished.length === 0) return null;
  return (
    <div className={styles.stack}>
      {failures.map((failure) => (
        <FailureNotice key={failureKey(failure)} shown={failure} accounts={accounts} />
      ))}
      {vanished.map((each) => (
        <VanishedNotice key={`${each.account.id} ${each.vanished.mailboxId}`} {...each} />
      ))}
    </div>
  );
}

function FailureNotice({ shown, accounts }: { readonly shown: ShownFailure; readonly accounts: readonly Account[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const accountId = accountOf(shown);
  const account = accounts.find(({ id }) => id === accountId);
  const key = failureKey(shown);
  const dismiss = () => {
    dismissFailure(key);
    if (shown.kind === 'operation') command('operation.putAway', shown.failed.accountId, shown.failed.operationId).catch(showThrown);
  };
  const { title, text } = wordsOf(t, shown, account);
  const remedy = remedyOf(shown);
  return (
    <Notice
      tone={shown.kind === 'notice' ? 'caution' : 'danger'}
      role="alert"
      title={title}
      action={
        <>
          {remedy === null || account === undefined ? null : <Button onClick={() => setOpen(true)}>{t(remedy)}</Button>}
          {shown.kind === 'notice' ? <Button onClick={() => runAction('checkMail')}>{t('sidebar.checkMail')}</Button> : null}
          {shown.kind === 'operation' || shown.kind === 'command' ? (
            <Button look="quiet" onClick={dismiss}>
              {t('ui.dismiss')}
            </Button>
          ) : null}
        </>
      }
    >
      {text === '' ? undefined : <p className={styles.text}>{text}</p>}
      {open && account !== undefined && shown.kind === 'credentials' ? (
        <PasswordDialog account={account} onClose={() => setOpen(false)} onSaved={dismiss} />
      ) : null}
      {open && account !== undefined && shown.kind === 'certificate' ? (
        <CertificateDialog account={account} side={shown.side} failure={shown.failure} onClose={() => setOpen(false)} onTrusted={dismiss} />
      ) : null}
      {open && account !== undefined && shown.kind === 'operation' && shown.failed.remedy !== undefined ? (
        <WithoutCopyDialog account={account} refs={shown.failed.remedy.refs} onClose={() => setOpen(false)} onDone={dismiss} />
      ) : null}
    </Notice>
  );
}

function accountOf(shown: ShownFailure): AccountId | null {
  if (shown.kind === 'operation') return shown.failed.accountId;
  return shown.kind === 'command' ? null : shown.accountId;
}

function remedyOf(shown: ShownFailure): 'failure.enterPassword' | 'failure.showCertificate' | 'delete.withoutCopy' | null {
  if (shown.kind === 'operation' && shown.failed.remedy?.kind === 'delete-without-copy') return 'delete.withoutCopy';
  if (shown.kind === 'credentials') return 'failure.enterPassword';
  if (shown.kind === 'certificate' && shown.failure.kind === 'tls' && shown.failure.certificate !== undefined)
    return 'failure.showCertificate';
  return null;
}

function wordsOf(t: TFunction, shown: ShownFailure, account: Account | undefined): { readonly title: string; readonly text: string } {
  const address = account?.identity.address ?? '';
  switch (shown.kind) {
    case 'operation':
      return { title: shown.failed.title, text: failureText(t, shown.failed.failure) };
    case 'command':
      return { title: t('failure.command'), text: failureText(t, shown.failure) };
    case 'credentials':
      if (shown.failure === null) return { title: t('failure.credentialsMissing', { address }), text: '' };
      return { title: t('failure.credentials', { server: account?.incoming.host ?? '', address }), text: failureText(t, shown.failure) };
    case 'notice':
      return { title: t('failure.notice', { address }), text: failureText(t, shown.failure) };
    case 'certificate':
      return { title: t('failure.certificate', { server: account?.[shown.side].host ?? '' }), text: failureText(t, shown.failure) };
    default:
      return assertNever(shown);
  }
}
