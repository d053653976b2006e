/**
 * A labelled choice from a short list: role combobox with role option entries.
 * `<SelectField label="Incoming security" value="tls" options={[{ value: 'tls', label: 'TLS' }]} onChange={(v) => ...} />`
 */
import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import styles from './select-field.module.css';

interface SelectFieldProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly disabled?: boolean;
}

export function SelectField<V extends string>({ label, value, options, onChange, disabled = false }: SelectFieldProps<V>) {
  return (
    <Select.Root value={value} items={options} disabled={disabled} onValueChange={(next) => (next === null ? undefined : onChange(next))}>
      <div className={styles.field}>
        <Select.Label className={styles.label}>{label}</Select.Label>
        <Select.Trigger className={styles.trigger}>
          <Select.Value />
          <Select.Icon className={styles.icon}>
            <ChevronsUpDown aria-hidden="true" />
          </Select.Icon>
        </Select.Trigger>
      </div>
      <Select.Portal>
        <Select.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className={styles.popup}>
            <Select.List>
              {options.map((option) => (
                <Select.Item key={option.value} value={option.value} className={styles.item}>
                  <Select.ItemText>{option.label}</Select.ItemText>
                  <Select.ItemIndicator className={styles.check}>
                    <Check aria-hidden="true" />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
