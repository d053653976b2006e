/** What a person can set about a POP account: what becomes of the copies on its server, with what that would remove there, before it does. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PopAccount } from '../../shared/account.ts';
import { command } from '../api.ts';
import { daysProblem } from '../setup/setup-answers.ts';
import { Refused } from '../shell/refused.tsx';
import { useSubmit } from '../state/use-submit.ts';
import { closeDialog } from '../state/window.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CopiesCards } from './copies-cards.tsx';
import { RemovalPreviewLine } from './removal-preview-line.tsx';
import styles from './account-options.module.css';

const formId = 'copies-options';
/** As the wizard begins with. */
const usualDays = '14';

export function CopiesOptionsDialog({ account }: { readonly account: PopAccount }) {
  const { t } = useTranslation();
  const [before] = useState(account.copies);
  const [kind, setKind] = useState(before.kind);
  const [typed, setTyped] = useState(before.kind === 'remove-after-days' ? String(before.days) : usualDays);
  const problem = kind === 'remove-after-days' ? daysProblem(typed) : null;
  const policy = kind === 'remove-after-days' ? { kind, days: Number(typed) } : { kind };
  const { busy, failure, submit } = useSubmit(async () => {
    if (JSON.stringify(policy) !== JSON.stringify(before)) await command('account.setPopOptions', account.id, { copies: policy });
  });
  const days = (
    <TextField
      label={t('setup.copies.days')}
      className={styles.days}
      type="number"
      min={1}
      max={3650}
      step={1}
      autoComplete="off"
      value={typed}
      error={problem === null ? undefined : t(`setup.problem.${problem}`)}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
  return (
    <Dialog
      open
      size="large"
      title={t('account.title', { address: account.identity.address })}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('ui.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={busy || problem !== null}>
            {t('account.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === null) submit();
        }}
      >
        <section className={styles.section}>
          <h3>{t('setup.copies.heading')}</h3>
          <p className={styles.hint}>{t('setup.copies.text')}</p>
          <CopiesCards value={kind} onChange={setKind} days={days} />
          {problem === null ? <RemovalPreviewLine accountId={account.id} policy={policy} /> : null}
          <Refused failure={failure} />
        </section>
      </form>
    </Dialog>
  );
}
