import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountId } from '../../shared/account.ts';
import { addressText } from '../../shared/address-text.ts';
import type { Draft } from '../../shared/draft.ts';
import { SelectField } from '../ui/select-field.tsx';
import { LineField } from './line-field.tsx';
import type { RecipientProblem } from './recipient-problem.ts';
import styles from './composer.module.css';

interface ComposerHeadProps {
  readonly draft: Draft;
  readonly accounts: readonly Account[];
  readonly problem: RecipientProblem | null;
  readonly toRef: RefObject<HTMLInputElement | null>;
  readonly onChange: (change: Partial<Draft>) => void;
}

/** From, to whom, and about what. */
export function ComposerHead({ draft, accounts, problem, toRef, onChange }: ComposerHeadProps) {
  const { t } = useTranslation();
  const wrong = problem?.kind === 'not-an-address' ? problem.field : null;
  return (
    <div className={styles.head}>
      {accounts.length > 1 ? (
        <div className={styles.from}>
          <SelectField<AccountId>
            label={t('composer.from')}
            value={draft.accountId}
            onChange={(accountId) => onChange({ accountId })}
            options={accounts.map(({ id, identity }) => ({ value: id, label: addressText(identity) }))}
          />
        </div>
      ) : null}
      <LineField
        ref={toRef}
        label={t('composer.to')}
        value={draft.to}
        invalid={problem?.kind === 'nobody' || wrong === 'to'}
        onChange={(to) => onChange({ to })}
      />
      <div className={styles.pair}>
        <LineField label={t('composer.cc')} value={draft.cc} invalid={wrong === 'cc'} onChange={(cc) => onChange({ cc })} />
        <LineField label={t('composer.bcc')} value={draft.bcc} invalid={wrong === 'bcc'} onChange={(bcc) => onChange({ bcc })} />
      </div>
      <LineField label={t('composer.subject')} value={draft.subject} spellCheck onChange={(subject) => onChange({ subject })} />
    </div>
  );
}
