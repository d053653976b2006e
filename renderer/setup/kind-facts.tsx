import { Gauge, HardDrive, MonitorSmartphone, MousePointerClick, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountKind } from '../../shared/account.ts';
import styles from './setup.module.css';

/** In the same order on both cards, so that they can be compared line by line. */
const facts = [
  { key: 'place', Icon: HardDrive },
  { key: 'sync', Icon: RefreshCw },
  { key: 'acts', Icon: MousePointerClick },
  { key: 'others', Icon: MonitorSmartphone },
  { key: 'room', Icon: Gauge },
] as const;

/** What one side of the choice means. */
export function KindFacts({ kind }: { readonly kind: AccountKind }) {
  const { t } = useTranslation();
  const group = kind === 'imap' ? 'imapFacts' : 'popFacts';
  return (
    <ul className={styles.facts}>
      {facts.map(({ key, Icon }) => (
        <li key={key}>
          <Icon aria-hidden="true" />
          <span>{t(`setup.where.${group}.${key}`)}</span>
        </li>
      ))}
    </ul>
  );
}
