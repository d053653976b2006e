/**
 * How full something is, as a thin bar: role meter, 0 to 100 per cent.
 * `<Meter label="Storage of ann@example.org" percent={83} level="tight" text="2.1 GB of 5 GB used" />`
 * `level` gives the colour: fine, tight (amber), full (red), unknown (hatched). `text` is read out in place of the number.
 */
import { Meter as Base } from '@base-ui/react/meter';
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
    <Base.Root value={percent} min={0} max={100} aria-label={label} aria-valuetext={text}>
      <Base.Track className={clsx(styles.track, styles[level], thick && styles.thick)}>
        <Base.Indicator className={styles.indicator} />
      </Base.Track>
    </Base.Root>
  );
}
