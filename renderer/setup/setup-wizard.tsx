/**
 * Setting up an account: who, where mail lives, which servers. Guesses are offered as guesses, nothing is looked up, and
 * what was typed is kept while going back and forth and after every failure.
 */
import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../shared/account.ts';
import type { ServerSide } from '../../shared/ipc.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { Notice } from '../ui/notice.tsx';
import { draftOf } from './account-draft.ts';
import type { Trust } from './account-draft.ts';
import { followGuess, guessServers, guessUserName, noGuess } from './server-guess.ts';
import { ServersStep } from './servers-step.tsx';
import { emptyForm, setupSchema } from './setup-answers.ts';
import type { SetupAnswers, SetupForm } from './setup-answers.ts';
import { fieldToFix, trustShown } from './sign-in-failure.ts';
import { StepFields } from './step-fields.tsx';
import { StoryPanel } from './story-panel.tsx';
import { useAddAccount } from './use-add-account.ts';
import { WhereStep } from './where-step.tsx';
import { WhoStep } from './who-step.tsx';
import { WizardFooter } from './wizard-footer.tsx';
import { WizardFrame } from './wizard-frame.tsx';
import { fieldsOf, steps } from './wizard-steps.ts';
import type { Step } from './wizard-steps.ts';
import styles from './setup.module.css';

interface SetupWizardProps {
  /** The new account, or null when the person thought better of it. */
  readonly onDone: (accountId: AccountId | null) => void;
  readonly canCancel: boolean;
  /** A dialog that lies over this one. */
  readonly children?: ReactNode;
}

export function SetupWizard({ onDone, canCancel, children }: SetupWizardProps) {
  const { t } = useTranslation();
  const form = useForm<SetupForm, unknown, SetupAnswers>({ defaultValues: emptyForm, resolver: zodResolver(setupSchema) });
  const [kind, largest] = useWatch({ control: form.control, name: ['kind', 'largest'] });
  const [step, setStep] = useState<Step>('who');
  const [byHand, setByHand] = useState(false);
  const guess = useRef(noGuess);
  const trust = useRef<Trust>({});
  const { adding, start, stop } = useAddAccount(onDone);
  const weakKeeping = useLiveQuery('account.passwordKeeping').data === 'weak';
  const busy = adding.state === 'signing-in' || adding.state === 'adding';

  // After a refusal the keyboard goes on where the person can repair it; a frame later, since the fields were inert.
  useEffect(() => {
    const field = adding.state === 'refused' ? fieldToFix(adding.report) : null;
    if (field === null) return undefined;
    const frame = requestAnimationFrame(() => form.setFocus(field));
    return () => cancelAnimationFrame(frame);
  }, [adding, form]);

  async function next(hand: boolean): Promise<void> {
    if (!(await form.trigger(fieldsOf[step], { shouldFocus: true }))) return;
    if (step === 'where') fillGuess(hand);
    setByHand(hand);
    setStep(step === 'who' ? 'where' : 'servers');
  }

  function fillGuess(hand: boolean): void {
    const typed = form.getValues();
    const after = hand ? guessUserName(typed.address) : guessServers(typed.address, typed.kind);
    const { incomingHost, outgoingHost, userName } = followGuess(typed, guess.current, after);
    guess.current = after;
    form.setValue('incomingHost', incomingHost);
    form.setValue('outgoingHost', outgoingHost);
    form.setValue('userName', userName);
  }

  function add(): Promise<void> {
    return form.handleSubmit((answers) => start(draftOf(answers, trust.current)))();
  }

  function acceptCertificate(side: ServerSide): void {
    if (adding.state !== 'refused') return;
    const { incomingHost, outgoingHost } = form.getValues();
    trust.current = trustShown(trust.current, adding.report, { incoming: incomingHost.trim(), outgoing: outgoingHost.trim() }, side);
    void add();
  }

  function back(): void {
    const before = steps[steps.indexOf(step) - 1];
    stop();
    if (before !== undefined) setStep(before);
    else if (canCancel) onDone(null);
  }

  function escape(): void {
    if (adding.state === 'signing-in') stop();
    else if (!busy) back();
  }

  return (
    <WizardFrame title={t('setup.title')} over={canCancel} onEscape={escape}>
      <StoryPanel step={step} kind={kind} largest={largest} />
      <FormProvider {...form}>
        {/* The keys are those of the fields inside, on their way up. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <form
          noValidate
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void (step === 'servers' ? add() : next(byHand && step !== 'who'));
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !canCancel && !event.defaultPrevented) escape();
            // The kit's radios are no inputs, so Enter on them would not hand in the form by itself.
            if (event.key === 'Enter' && isRadio(event.target)) event.currentTarget.requestSubmit();
          }}
        >
          <StepFields key={step} busy={busy}>
            {step === 'who' ? <WhoStep first={!canCancel} weakKeeping={weakKeeping} /> : null}
            {step === 'where' ? <WhereStep /> : null}
            {step === 'servers' ? (
              <ServersStep byHand={byHand} report={adding.state === 'refused' ? adding.report : null} onTrust={acceptCertificate} />
            ) : null}
            {adding.state === 'failed' ? (
              <Notice tone="danger" role="alert" className={styles.failure}>
                {adding.failure.text}
              </Notice>
            ) : null}
          </StepFields>
          <WizardFooter
            step={step}
            adding={adding}
            onBack={step === 'who' && !canCancel ? null : back}
            onByHand={() => void next(true)}
            onStop={stop}
          />
        </form>
      </FormProvider>
      {children}
    </WizardFrame>
  );
}

function isRadio(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('role') === 'radio';
}
