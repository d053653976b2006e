/** Which mailbox is for what, where the server does not say it or says it wrong. */
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ChosenRole, ImapAccount } from '../../shared/account.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { parentWords } from '../mailbox/mailbox-words.ts';
import { inTreeOrder } from '../sidebar/mailbox-tree.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { SelectField } from '../ui/select-field.tsx';
import { chosenRoles } from './options-form.ts';
import type { OptionsForm } from './options-form.ts';
import styles from './account-options.module.css';

export function RolesSection({ account }: { readonly account: ImapAccount }) {
  const { t } = useTranslation();
  const mailboxes = (useLiveQuery('mailbox.list').data ?? []).filter(({ accountId }) => accountId === account.id);
  return (
    <section className={styles.section}>
      <h3>{t('account.roles.heading')}</h3>
      <p className={styles.hint}>{t('account.roles.text', { server: account.incoming.host })}</p>
      <div className={styles.rows}>
        {chosenRoles.map((role) => (
          <RoleField key={role} role={role} account={account} mailboxes={mailboxes} />
        ))}
      </div>
    </section>
  );
}

interface RoleFieldProps {
  readonly role: ChosenRole;
  readonly account: ImapAccount;
  readonly mailboxes: readonly Mailbox[];
}

function RoleField({ role, account, mailboxes }: RoleFieldProps) {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<OptionsForm>();
  const path = useWatch({ control, name: `roles.${role}` });
  // While another one is chosen the server's own word is not known here.
  const told = account.options?.roles?.[role] === undefined ? mailboxes.find((mailbox) => mailbox.role === role) : undefined;
  const choices = inTreeOrder(mailboxes)
    .filter(({ selectable, role: has }) => selectable && has !== 'inbox')
    .map((mailbox) => ({
      value: mailbox.path,
      label: [parentWords(mailbox, mailboxes), mailbox.name].filter((part) => part !== '').join(' / '),
    }));
  // A mailbox that was chosen and is gone is still what was chosen.
  const gone = path === '' || choices.some(({ value }) => value === path) ? [] : [{ value: path, label: path }];
  return (
    <SelectField
      label={t(`account.roles.${role}`)}
      value={path}
      options={[
        { value: '', label: told === undefined ? t('account.roles.server') : t('account.roles.serverNamed', { name: told.name }) },
        ...gone,
        ...choices,
      ]}
      onChange={(next) => setValue(`roles.${role}`, next)}
    />
  );
}
