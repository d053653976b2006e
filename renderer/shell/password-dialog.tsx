/** A password asked for again, after the server refused it or when none was kept. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import { command } from '../api.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './dialogs.module.css';

interface PasswordDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function PasswordDialog({ account, onClose, onSaved }: PasswordDialogProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [keepWeakly, setKeepWeakly] = useState(false);
  const [error, setError] = useState<string>();
  const keeping = useLiveQuery('account.passwordKeeping').data ?? 'keyring';
  const save = async () => {
    try {
      await command('account.setPassword', account.id, password, keepWeakly);
      onSaved();
      onClose();
    } catch (thrown) {
      setError(failureOf(thrown).text);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Dialog
      open
      title={t('password.title', { address: account.identity.address })}
      description={t('password.text', { server: account.incoming.host })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="primary" type="submit" form="password-form" disabled={password === ''}>
            {t('password.save')}
          </Button>
        </>
      }
    >
      <form id="password-form" className={styles.form} onSubmit={onSubmit}>
        <TextField
          label={t('password.label')}
          type="password"
          autoComplete="current-password"
          value={password}
          error={error}
          onChange={(event) => setPassword(event.target.value)}
        />
        {keeping === 'weak' ? (
          <label className={styles.check}>
            <input type="checkbox" checked={keepWeakly} onChange={(event) => setKeepWeakly(event.target.checked)} />
            {t('password.weakly')}
          </label>
        ) : null}
      </form>
    </Dialog>
  );
}
