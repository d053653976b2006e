/**
 * A key sequence drawn as key caps: `<Keys keys="G I" />`. Decoration for sighted people: hidden from screen readers.
 * "Ctrl" is drawn as the Command key where that is the one (tinykeys' $mod).
 */
import { onMac } from './on-mac.ts';
import styles from './keys.module.css';

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keys.split(' ').map((key, position) => (
        <kbd className={styles.key} key={`${key}${position}`}>
          {onMac && key === 'Ctrl' ? '⌘' : key}
        </kbd>
      ))}
    </span>
  );
}
