/** Work under way that has no count yet: `<Spinner />`. Decoration: say in words what goes on beside it. */
import { LoaderCircle } from 'lucide-react';
import styles from './spinner.module.css';

export function Spinner() {
  return <LoaderCircle aria-hidden="true" className={styles.spinner} />;
}
