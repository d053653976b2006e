import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ServerSide, VerifyReport } from '../../shared/ipc.ts';
import { FormField } from './form-field.tsx';
import { PasswordField } from './password-field.tsx';
import { ServerFields } from './server-fields.tsx';
import type { SetupForm } from './setup-answers.ts';
import { StepHeading } from './step-heading.tsx';
import styles from './setup.module.css';

interface ServersStepProps {
  readonly byHand: boolean;
  /** How the last try went; null before the first one and while one runs. */
  readonly report: VerifyReport | null;
  readonly onTrust: (side: ServerSide) => void;
}

/** Third step: where to sign in. The password is here again, since this is where it turns out to be wrong. */
export function ServersStep({ byHand, report, onTrust }: ServersStepProps) {
  const { t } = useTranslation();
  const { control } = useFormContext<SetupForm>();
  const kind = useWatch({ control, name: 'kind' });
  return (
    <>
      <StepHeading heading={t('setup.servers.heading')} text={t(byHand ? 'setup.servers.byHand' : 'setup.servers.guessed')} />
      <div className={styles.fields}>
        <ServerFields side="incoming" kind={kind} failure={report?.incoming ?? null} onTrust={() => onTrust('incoming')} />
        <ServerFields side="outgoing" kind={kind} failure={report?.outgoing ?? null} onTrust={() => onTrust('outgoing')} />
        <section className={styles.server}>
          <h2>{t('setup.servers.signIn')}</h2>
          <div className={styles.signInRow}>
            <FormField name="userName" label={t('setup.servers.userName')} hint={t('setup.servers.userNameHint')} />
            <PasswordField />
          </div>
        </section>
      </div>
    </>
  );
}
