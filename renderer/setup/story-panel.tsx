import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountKind } from '../../shared/account.ts';
import { HomePicture } from './home-picture.tsx';
import { steps } from './wizard-steps.ts';
import type { Step } from './wizard-steps.ts';
import styles from './story-panel.module.css';

/** The wizard's left side: the promise, where the mail would live as chosen so far, and how far one is. */
export function StoryPanel({ step, kind }: { readonly step: Step; readonly kind: AccountKind }) {
  const { t } = useTranslation();
  const reached = steps.indexOf(step);
  const home = step === 'who' ? null : kind;
  return (
    <aside className={styles.panel}>
      <p className={styles.brand}>{t('app.name')}</p>
      <p className={styles.promise}>{t('setup.promise')}</p>
      <figure className={styles.figure}>
        <HomePicture home={home} />
        <figcaption className={styles.caption}>{home === null ? '' : t(`setup.where.${home}Caption`)}</figcaption>
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

function stateOf(position: number, reached: number): 'done' | 'now' | 'later' {
  if (position === reached) return 'now';
  return position < reached ? 'done' : 'later';
}
