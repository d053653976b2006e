/** What happens on a POP server to what was downloaded: the four answers, each with its consequence. The heading is somebody else's. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CopiesPolicy } from '../../shared/account.ts';
import { RadioCards } from '../ui/radio-cards.tsx';

interface CopiesCardsProps {
  readonly value: CopiesPolicy['kind'];
  readonly onChange: (value: CopiesPolicy['kind']) => void;
  /** The field for the number of days, shown with the answer that has one. */
  readonly days: ReactNode;
}

export function CopiesCards({ value, onChange, days }: CopiesCardsProps) {
  const { t } = useTranslation();
  return (
    <RadioCards<CopiesPolicy['kind']>
      label={t('setup.copies.heading')}
      hideLabel
      columns={2}
      value={value}
      onChange={onChange}
      options={[
        { value: 'leave', label: t('setup.copies.leave'), detail: t('setup.copies.leaveText') },
        { value: 'remove-after-download', label: t('setup.copies.afterDownload'), detail: t('setup.copies.afterDownloadText') },
        { value: 'remove-after-days', label: t('setup.copies.afterDays'), detail: t('setup.copies.afterDaysText'), extra: days },
        { value: 'remove-when-deleted', label: t('setup.copies.whenDeleted'), detail: t('setup.copies.whenDeletedText') },
      ]}
    />
  );
}
