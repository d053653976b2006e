import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { AccountKind, Security } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { ServerSide } from '../../shared/ipc.ts';
import { Notice } from '../ui/notice.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { FormField } from './form-field.tsx';
import { ServerFailure } from './server-failure.tsx';
import type { SetupForm } from './setup-answers.ts';
import { portAfterChange } from './standard-ports.ts';
import styles from './setup.module.css';

interface ServerFieldsProps {
  readonly side: ServerSide;
  readonly kind: AccountKind;
  readonly failure: MailFailure | null;
  readonly onTrust: () => void;
}

/** One server: its name, port and security, and what went wrong there at the last try. */
export function ServerFields({ side, kind, failure, onTrust }: ServerFieldsProps) {
  const { t } = useTranslation();
  const { control, getValues, setValue } = useFormContext<SetupForm>();
  const security = useWatch({ control, name: `${side}Security` });
  const host = useWatch({ control, name: `${side}Host` });
  const protocol = side === 'incoming' ? kind : 'smtp';
  const example = `${protocol}.example.org`;

  function secure(next: Security): void {
    const port = portAfterChange(getValues(`${side}Port`), { protocol, security }, { protocol, security: next });
    setValue(`${side}Port`, port);
    setValue(`${side}Security`, next);
  }

  return (
    <section className={styles.server}>
      <h2>{t(`setup.servers.${side}`, { protocol: kind.toUpperCase() })}</h2>
      {failure === null ? null : <ServerFailure failure={failure} host={host.trim()} onTrust={onTrust} />}
      <div className={styles.serverRow}>
        <FormField name={`${side}Host`} label={t(`setup.servers.${side}Server`)} placeholder={example} />
        <FormField name={`${side}Port`} label={t(`setup.servers.${side}Port`)} inputMode="numeric" />
        <SelectField<Security>
          label={t(`setup.servers.${side}Security`)}
          value={security}
          onChange={secure}
          options={[
            { value: 'tls', label: t('setup.servers.tls') },
            { value: 'starttls', label: t('setup.servers.starttls') },
            { value: 'none', label: t('setup.servers.none') },
          ]}
        />
      </div>
      {security === 'none' ? <Notice tone="caution">{t('setup.servers.plainWarning')}</Notice> : null}
    </section>
  );
}
