import { useTranslation } from 'react-i18next';
import type { CertificateFacts, MailFailure } from '../../shared/failure.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './setup.module.css';

interface ServerFailureProps {
  readonly failure: MailFailure;
  readonly host: string;
  readonly onTrust: () => void;
}

/** Why one server could not be used; with the facts to judge a certificate by, where that is the reason. */
export function ServerFailure({ failure, host, onTrust }: ServerFailureProps) {
  const { t } = useTranslation();
  const certificate = failure.kind === 'tls' ? failure.certificate : undefined;
  return (
    <div className={styles.failure}>
      <Notice tone="danger" role="alert">
        <p className={styles.failureText}>{failure.text}</p>
        {failure.server === undefined ? null : <p className={styles.quiet}>{t('setup.failed.serverSaid', { text: failure.server })}</p>}
      </Notice>
      {certificate === undefined ? null : <Certificate facts={certificate} host={host} onTrust={onTrust} />}
    </div>
  );
}

function Certificate({ facts, host, onTrust }: { readonly facts: CertificateFacts; readonly host: string; readonly onTrust: () => void }) {
  const { t, i18n } = useTranslation();
  const day = (iso: string) => dayOf(iso, i18n.language);
  const rows = [
    [t('setup.certificate.subject'), facts.subject],
    [t('setup.certificate.issuer'), facts.issuer],
    [t('setup.certificate.validity'), t('setup.certificate.validityRange', { from: day(facts.validFrom), to: day(facts.validTo) })],
  ];
  return (
    <div className={styles.certificate}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('setup.certificate.fingerprint')}</dt>
          <dd className={styles.fingerprint}>{facts.fingerprint}</dd>
        </div>
      </dl>
      <p className={styles.quiet}>{t('setup.certificate.explain', { host })}</p>
      <Button onClick={onTrust}>{t('setup.certificate.trust', { host })}</Button>
    </div>
  );
}

/** The server's own text where it is no date. */
function dayOf(iso: string, language: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString(language, { dateStyle: 'long' });
}
