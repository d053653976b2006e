/** A certificate nobody vouches for, shown whole; it can be trusted for this one server. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { ServerSide } from '../../shared/ipc.ts';
import { command } from '../api.ts';
import { dayDate } from '../strings/dates.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './dialogs.module.css';

interface CertificateDialogProps {
  readonly account: Account;
  readonly side: ServerSide;
  readonly failure: MailFailure;
  readonly onClose: () => void;
  readonly onTrusted: () => void;
}

export function CertificateDialog({ account, side, failure, onClose, onTrusted }: CertificateDialogProps) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const server = account[side].host;
  const certificate = failure.kind === 'tls' ? failure.certificate : undefined;
  if (certificate === undefined) return null;
  const trust = async () => {
    try {
      await command('account.trustCertificate', account.id, side, certificate.pem);
      onTrusted();
      onClose();
    } catch (thrown) {
      setProblem(failureOf(thrown).text);
    }
  };
  const range = { from: dayDate(Date.parse(certificate.validFrom)), to: dayDate(Date.parse(certificate.validTo)) };
  const facts = [
    [t('certificate.subject'), certificate.subject],
    [t('certificate.issuer'), certificate.issuer],
    [t('certificate.valid'), t('certificate.validRange', range)],
  ] as const;
  return (
    <Dialog
      open
      size="medium"
      title={t('certificate.title', { server })}
      description={`${failure.text} ${t('certificate.text')}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="danger" onClick={() => void trust()}>
            {t('certificate.trust', { server })}
          </Button>
        </>
      }
    >
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('certificate.fingerprint')}</dt>
          <dd className={styles.code}>{certificate.fingerprint}</dd>
        </div>
      </dl>
      {problem === undefined ? null : (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
    </Dialog>
  );
}
