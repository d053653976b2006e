import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { AccountKind } from '../../shared/account.ts';
import { size } from '../strings/sizes.ts';
import { HomePicture } from './home-picture.tsx';
import type { SizeLimit } from './setup-answers.ts';
import { steps } from './wizard-steps.ts';
import type { Step } from './wizard-steps.ts';
import styles from './story-panel.module.css';

interface StoryPanelProps {
  readonly step: Step;
  readonly kind: AccountKind;
  readonly largest: SizeLimit;
}

/** The wizard's left side: the promise, where the mail would live as chosen so far, and how far one is. */
export function StoryPanel({ step, kind, largest }: StoryPanelProps) {
  const { t } = useTranslation();
  const reached = steps.indexOf(step);
  const home = step === 'who' ? null : kind;
  return (
    <aside className={styles.panel}>
      <p className={styles.brand}>{t('app.name')}</p>
      <p className={styles.promise}>{t('setup.promise')}</p>
      <figure className={styles.figure}>
        <HomePicture home={home} />
        <figcaption className={styles.caption}>{home === null ? '' : captionOf(t, home, largest)}</figcaption>
      </figure>
      <ol className={styles.steps} aria-label={t('setup.steps')}>
        {steps.map((name, position) => (
          <li key={name} className={styles.step} data-state={stateOf(position, reached)} aria-current={name === step ? 'step' : undefined}>
            <span className={styles.mark} aria-hidden="true">
              {position < reached ? <Check /> : position + 1}
            </span>
            {t(`setup.step.${name}`)}
          </li>
        ))}
      </ol>
    </aside>
  );
}

function captionOf(t: TFunction, home: AccountKind, largest: SizeLimit): string {
  if (home === 'imap' || largest === 'everything') return t(`setup.where.${home}Caption`);
  if (largest === 'heads') return t('setup.where.popCaptionHeads');
  return t('setup.where.popCaptionAbove', { size: size(Number(largest) * 1e6) });
}

function stateOf(position: number, reached: number): 'done' | 'now' | 'later' {
  if (position === reached) return 'now';
  return position < reached ? 'done' : 'later';
}
