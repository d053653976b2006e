import { clsx } from 'clsx';
import type { AccountKind } from '../../shared/account.ts';
import styles from './home-picture.module.css';

/**
 * A server, this computer, and the letter that lives on one of them; between both while nothing is chosen. Decoration: the
 * caption beside it says the same in words.
 */
export function HomePicture({ home }: { readonly home: AccountKind | null }) {
  return (
    <svg viewBox="0 0 200 176" className={styles.picture} aria-hidden="true">
      <path className={clsx(styles.road, home === 'imap' && styles.both)} d="M100 64v50" />
      {home === 'imap' ? <path className={styles.tip} d="M95 70l5-6 5 6" /> : null}
      {home === null ? null : <path className={styles.tip} d="M95 108l5 6 5-6" />}

      <g className={clsx(styles.device, home === 'imap' && styles.home)}>
        <rect x="56" y="6" width="88" height="26" rx="5" />
        <rect x="56" y="32" width="88" height="26" rx="5" />
        <path d="M116 19h18M116 45h18" />
        <circle cx="67" cy="19" r="1.6" />
        <circle cx="67" cy="45" r="1.6" />
      </g>

      <g className={clsx(styles.device, home === 'pop' && styles.home)}>
        <rect x="58" y="118" width="84" height="46" rx="5" />
        <path d="M46 170h108" />
      </g>

      {home === 'imap' ? <Letter className={styles.copy} y={141} /> : null}
      <Letter className={clsx(styles.letter, home === 'imap' && styles.up, home === 'pop' && styles.down)} y={89} />
    </svg>
  );
}

/** Drawn around x = 100. */
function Letter({ className, y }: { readonly className: string | undefined; readonly y: number }) {
  return (
    <g className={className}>
      <rect x="84" y={y - 11} width="32" height="22" rx="3" />
      <path d={`M85 ${y - 9}l15 11 15-11`} />
    </g>
  );
}
