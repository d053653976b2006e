import { HardDriveDownload, Server } from 'lucide-react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { AccountKind } from '../../shared/account.ts';
import { RadioCards } from '../ui/radio-cards.tsx';
import { BigMailChoice } from './big-mail-choice.tsx';
import { CopiesChoice } from './copies-choice.tsx';
import { KindFacts } from './kind-facts.tsx';
import type { SetupForm } from './setup-answers.ts';
import { portAfterChange } from './standard-ports.ts';
import { StepHeading } from './step-heading.tsx';
import styles from './setup.module.css';

/** Second step: the choice everything else follows from, with both sides in plain words. */
export function WhereStep() {
  const { t } = useTranslation();
  const { control, getValues, setValue } = useFormContext<SetupForm>();
  const kind = useWatch({ control, name: 'kind' });

  function choose(next: AccountKind): void {
    const { incomingPort, incomingSecurity: security } = getValues();
    setValue('incomingPort', portAfterChange(incomingPort, { protocol: kind, security }, { protocol: next, security }));
    setValue('kind', next);
  }

  return (
    <>
      <StepHeading heading={t('setup.where.heading')} text={t('setup.where.text')} />
      <div className={styles.fields}>
        <RadioCards<AccountKind>
          label={t('setup.where.heading')}
          hideLabel
          columns={2}
          value={kind}
          onChange={choose}
          options={[
            { value: 'imap', label: t('setup.where.imap'), icon: <Server aria-hidden="true" />, detail: <KindFacts kind="imap" /> },
            { value: 'pop', label: t('setup.where.pop'), icon: <HardDriveDownload aria-hidden="true" />, detail: <KindFacts kind="pop" /> },
          ]}
        />
        {kind === 'pop' ? (
          <>
            <CopiesChoice />
            <BigMailChoice />
          </>
        ) : null}
      </div>
    </>
  );
}
