/** What a server offers and should not be used, each with the trouble it makes. Folded away: most people never need it. */
import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { SwitchRow } from '../ui/switch-row.tsx';
import { extensions } from './options-form.ts';
import type { OptionsForm } from './options-form.ts';
import styles from './account-options.module.css';

export function ExtensionsSection() {
  const { t } = useTranslation();
  const { control, setValue } = useFormContext<OptionsForm>();
  const without = useWatch({ control, name: 'without' });
  return (
    <Collapsible.Root className={styles.section} render={<section />}>
      <h3>
        <Collapsible.Trigger className={styles.fold}>
          <ChevronRight aria-hidden="true" />
          {t('account.extensions.heading')}
          <span className={styles.summary}>
            {without.length === 0 ? t('account.extensions.allUsed') : t('account.extensions.off', { count: without.length })}
          </span>
        </Collapsible.Trigger>
      </h3>
      <Collapsible.Panel className={styles.switches}>
        <p className={styles.hint}>{t('account.extensions.text')}</p>
        {extensions.map((extension) => (
          <SwitchRow
            key={extension}
            label={t(`account.extensions.name.${extension}`)}
            code={extension}
            detail={t(`account.extensions.when.${extension}`)}
            checked={!without.includes(extension)}
            onChange={(used) => setValue('without', used ? without.filter((other) => other !== extension) : [...without, extension])}
          />
        ))}
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
