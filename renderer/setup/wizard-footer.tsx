import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import type { Adding } from './use-add-account.ts';
import type { Step } from './wizard-steps.ts';
import styles from './setup.module.css';

interface WizardFooterProps {
  readonly step: Step;
  readonly adding: Adding;
  /** Absent on the first step of an empty profile: there is nowhere to go back to. */
  readonly onBack: (() => void) | null;
  readonly onByHand: () => void;
  readonly onStop: () => void;
}

/** The way on and back; while signing in, what is going on and the way out of it. The form's submit button is here. */
export function WizardFooter({ step, adding, onBack, onByHand, onStop }: WizardFooterProps) {
  const { t } = useTranslation();
  const busy = adding.state === 'signing-in' || adding.state === 'adding';
  return (
    <footer className={styles.footer}>
      <output className={styles.progress}>
        {busy ? <Spinner /> : null}
        {adding.state === 'signing-in' ? t('setup.progress.signingIn', { host: adding.host }) : null}
        {adding.state === 'adding' ? t('setup.progress.adding') : null}
      </output>
      {adding.state === 'signing-in' ? (
        <Button ref={(button) => button?.focus()} onClick={onStop}>
          {t('setup.stop')}
        </Button>
      ) : null}
      {busy || onBack === null ? null : (
        <Button look="quiet" onClick={onBack}>
          {t(step === 'who' ? 'setup.cancel' : 'setup.back')}
        </Button>
      )}
      {step === 'who' ? <Button onClick={onByHand}>{t('setup.byHand')}</Button> : null}
      <Button look="primary" type="submit" disabled={busy}>
        {t(step === 'servers' ? 'setup.add' : 'setup.continue')}
      </Button>
    </footer>
  );
}
