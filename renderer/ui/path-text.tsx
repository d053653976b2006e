/** A name with the folders it lies in, said quietly before it: `<PathText before="Projects / Harbour bridge" name="Drawings" />`. */
import styles from './path-text.module.css';

export function PathText({ before, name }: { readonly before: string; readonly name: string }) {
  if (before === '') return name;
  return (
    <>
      <span className={styles.before}>{before}</span> / {name}
    </>
  );
}
