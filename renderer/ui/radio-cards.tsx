/**
 * A question with explained answers: role radiogroup named by `label`, each answer a card that is wholly clickable.
 * `<RadioCards label="Where should your mail live?" value={v} onChange={set} columns={2}
 *    options={[{ value: 'imap', label: 'Keep mail on the server (IMAP)', icon: <Server />, detail: <ul>...</ul> }]} />`
 * The radio's accessible name is `label` alone; `detail` is its description.
 */
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { clsx } from 'clsx';
import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './radio-cards.module.css';

interface RadioOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly detail?: ReactNode;
  /** Shown below the card's text while it is chosen, outside the clickable label: a number field, for example. */
  readonly extra?: ReactNode;
}

interface RadioCardsProps<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly RadioOption<V>[];
  readonly onChange: (value: V) => void;
  readonly columns?: 1 | 2;
  /** Leaves the question to screen readers where a heading already asks it. */
  readonly hideLabel?: boolean;
}

export function RadioCards<V extends string>({ label, value, options, onChange, columns = 1, hideLabel = false }: RadioCardsProps<V>) {
  const id = useId();
  return (
    <div className={styles.question}>
      <p id={`${id}-label`} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </p>
      <RadioGroup<V>
        value={value ?? undefined}
        onValueChange={(next) => onChange(next)}
        aria-labelledby={`${id}-label`}
        className={clsx(styles.group, columns === 2 && styles.two)}
      >
        {options.map((option) => (
          <RadioCard key={option.value} option={option} id={`${id}-${option.value}`} chosen={option.value === value} />
        ))}
      </RadioGroup>
    </div>
  );
}

interface RadioCardProps<V extends string> {
  readonly option: RadioOption<V>;
  readonly id: string;
  readonly chosen: boolean;
}

function RadioCard<V extends string>({ option, id, chosen }: RadioCardProps<V>) {
  return (
    <div className={styles.card} data-chosen={chosen ? '' : undefined}>
      <label className={styles.click}>
        <Radio.Root
          value={option.value}
          className={styles.radio}
          aria-labelledby={`${id}-name`}
          aria-describedby={option.detail === undefined ? undefined : `${id}-detail`}
        >
          <Radio.Indicator className={styles.dot} />
        </Radio.Root>
        <span className={styles.text}>
          <span id={`${id}-name`} className={styles.name}>
            {option.icon}
            {option.label}
          </span>
          {option.detail === undefined ? null : (
            <span id={`${id}-detail`} className={styles.detail}>
              {option.detail}
            </span>
          )}
        </span>
      </label>
      {chosen && option.extra !== undefined ? <div className={styles.extra}>{option.extra}</div> : null}
    </div>
  );
}
