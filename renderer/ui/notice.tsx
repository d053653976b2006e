/**
 * A sentence about what is so, with the remedy as a button:
 * `<Notice tone="danger" role="alert" action={<Button>Enter password</Button>}>The server refused the password.</Notice>`
 * Tones: danger (failed), caution (attention), info (quiet). `role="alert"` only for failures that just happened.
 */
import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';

interface NoticeProps {
  readonly tone: 'danger' | 'caution' | 'info';
  readonly role?: 'alert' | 'status';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string | undefined;
}

const icons = { danger: CircleAlert, caution: TriangleAlert, info: Info } as const;

export function Notice({ tone, role, title, children, action, className }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={clsx(styles.notice, styles[tone], className)} role={role}>
      <Icon aria-hidden="true" className={styles.icon} />
      <div className={styles.text}>
        {title === undefined ? null : <p className={styles.title}>{title}</p>}
        {children}
      </div>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
