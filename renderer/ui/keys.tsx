/** A key sequence drawn as key caps: `<Keys keys="G I" />`. Decoration for sighted people: hidden from screen readers. */
import styles from './keys.module.css';

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keys.split(' ').map((key, position) => (
        <kbd className={styles.key} key={`${key}${position}`}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
