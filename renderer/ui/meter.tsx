/**
 * How full something is, as a thin bar: role meter, 0 to 100 per cent.
 * `<Meter label="Storage of ann@example.org" percent={83} level="tight" text="2.1 GB of 5 GB used" />`
 * `level` gives the colour: fine, tight (amber), full (red), unknown (hatched). `text` is read out in place of the number.
 */
import { clsx } from 'clsx';
import styles from './meter.module.css';

interface MeterProps {
  readonly label: string;
  readonly percent: number;
  readonly level: 'unknown' | 'fine' | 'tight' | 'full';
  readonly text: string;
  readonly thick?: boolean;
}

export function Meter({ label, percent, level, text, thick = false }: MeterProps) {
  return (
    // The element <meter> cannot be styled alike everywhere, nor hatched.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-valuetext={text}>
      <div className={clsx(styles.track, styles[level], thick && styles.thick)}>
        <div className={styles.indicator} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
