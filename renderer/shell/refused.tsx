/** Why a dialog could not do what it was asked, in the dialog itself. */
import { useTranslation } from 'react-i18next';
import type { MailFailure } from '../../shared/failure.ts';
import { failureText } from '../state/failure-words.ts';
import { Notice } from '../ui/notice.tsx';

export function Refused({ failure }: { readonly failure: MailFailure | null }) {
  const { t } = useTranslation();
  if (failure === null) return null;
  return (
    <Notice tone="danger" role="alert">
      {failureText(t, failure)}
    </Notice>
  );
}
