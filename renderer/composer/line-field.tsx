import { useId } from 'react';
import type { ComponentProps } from 'react';
import styles from './composer.module.css';

interface LineFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly label: string;
  readonly onChange: (text: string) => void;
  readonly invalid?: boolean;
}

/** One line of the message's head: its name on the left, the text on the rest of the line. */
export function LineField({ label, onChange, invalid = false, ...rest }: LineFieldProps) {
  const id = useId();
  return (
    <div className={styles.line} data-filled={rest.value === '' ? undefined : ''}>
      <label htmlFor={id}>{label}</label>
      <input
        autoComplete="off"
        {...rest}
        id={id}
        dir="auto"
        aria-invalid={invalid ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
