/** The one field of a dialog about a mailbox's name: says what no server would take, then what this one said. */
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '../../shared/mailbox.ts';
import { Refused } from '../shell/refused.tsx';
import dialogs from '../shell/dialogs.module.css';
import { closeDialog } from '../state/window.ts';
import { useSubmit } from '../state/use-submit.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { nameProblem } from './mailbox-rules.ts';

interface NameFormProps {
  readonly title: string;
  readonly description: string;
  readonly confirm: string;
  readonly name: string;
  readonly delimiter: string | null;
  /** Those it will stand beside, without itself. */
  readonly siblings: readonly Mailbox[];
  /** Throws what the server refused. */
  readonly onName: (name: string) => Promise<void>;
}

const formId = 'mailbox-name';
/** As main takes them. */
const longestName = 255;

export function NameForm({ title, description, confirm, name: before, delimiter, siblings, onName }: NameFormProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(before);
  const [asked, setAsked] = useState(false);
  const { busy, failure, submit } = useSubmit(() => onName(name.trim()));
  const problem = nameProblem(name, delimiter, siblings);
  // An empty field says by itself what is missing, until somebody wants to go on with it.
  const shown =
    problem !== null && (asked || problem !== 'empty') ? t(`mailbox.problem.${problem}`, { delimiter: delimiter ?? '' }) : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (problem === null) submit();
  };
  return (
    <Dialog
      open
      title={title}
      description={description}
      initialFocus={field}
      onClose={closeDialog}
      actions={
        <>
          <Button onClick={closeDialog}>{t('ui.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={busy}>
            {confirm}
          </Button>
        </>
      }
    >
      <form id={formId} className={dialogs.form} noValidate onSubmit={onSubmit}>
        <TextField
          ref={field}
          label={t('mailbox.name')}
          value={name}
          maxLength={longestName}
          autoComplete="off"
          spellCheck={false}
          error={shown}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
        <Refused failure={failure} />
      </form>
    </Dialog>
  );
}
