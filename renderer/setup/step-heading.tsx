import styles from './setup.module.css';

/** The question of a step, and what to know before answering it. */
export function StepHeading({ heading, text }: { readonly heading: string; readonly text: string }) {
  return (
    <header className={styles.heading}>
      <h1>{heading}</h1>
      <p>{text}</p>
    </header>
  );
}
