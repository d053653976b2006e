/** A number of the options form with its problem in words. */
import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field.tsx';
import { problemIn } from './options-form.ts';
import type { OptionsForm } from './options-form.ts';
import styles from './account-options.module.css';

interface OptionsFieldProps {
  readonly name: 'months' | 'largest' | 'limit';
  readonly label: string;
  readonly unit?: ReactNode;
  readonly hint?: string;
}

export function OptionsField({ name, label, unit, hint }: OptionsFieldProps) {
  const { t } = useTranslation();
  const { register, formState } = useFormContext<OptionsForm>();
  const problem = problemIn(formState.errors[name]?.message);
  return (
    <TextField
      label={label}
      inputMode="decimal"
      autoComplete="off"
      hint={hint}
      trailing={unit === undefined ? undefined : <span className={styles.unit}>{unit}</span>}
      error={problem === undefined ? undefined : t(`account.problem.${problem}`)}
      {...register(name)}
    />
  );
}
