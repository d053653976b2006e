/**
 * Something that is on or off, with a sentence about it:
 * `<SwitchRow label="New mail at once" code="IDLE" detail="..." checked={on} onChange={setOn} />`
 * The label alone is the switch's name; `code` is what experts call it.
 */
import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import styles from './switch-row.module.css';

interface SwitchRowProps {
  readonly label: string;
  readonly code?: string;
  readonly detail: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SwitchRow({ label, code, detail, checked, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <label className={styles.row}>
      <span className={styles.text}>
        <span id={`${id}-label`} className={styles.label}>
          {label}
        </span>
        {code === undefined ? null : <code className={styles.code}>{code}</code>}
        <span id={`${id}-detail`} className={styles.detail}>
          {detail}
        </span>
      </span>
      <Switch.Root
        className={styles.switch}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-detail`}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </label>
  );
}
