import { useTranslation } from 'react-i18next';
import type { MailFailure } from '../../shared/failure.ts';
import type { MessageBody } from '../../shared/message.ts';
import type { ComposeStart } from '../state/compose.ts';
import { Notice } from '../ui/notice.tsx';
import type { RecipientProblem } from './recipient-problem.ts';
import styles from './composer.module.css';

interface ComposerNoticesProps {
  readonly start: ComposeStart;
  readonly problem: RecipientProblem | null;
  readonly failure: MailFailure | null;
}

/** What keeps the message from being sent, and what does not go along with it. */
export function ComposerNotices({ start, problem, failure }: ComposerNoticesProps) {
  const { t } = useTranslation();
  const left = start.kind === 'forward' ? attachmentsOf(start.content.body) : 0;
  const notQuoted = start.kind !== 'new' && start.content.body.state === 'missing';
  return (
    <div className={styles.notices}>
      {problem === null ? null : (
        <Notice tone="danger" role="alert">
          {problem.kind === 'nobody' ? t('composer.noRecipient') : t('composer.badRecipient', { text: problem.text })}
        </Notice>
      )}
      {failure === null ? null : (
        <Notice tone="danger" role="alert">
          {failure.text}
        </Notice>
      )}
      {left === 0 ? null : <Notice tone="info">{t('composer.notPassedOn', { count: left })}</Notice>}
      {notQuoted ? <Notice tone="info">{t('composer.notQuoted')}</Notice> : null}
    </div>
  );
}

function attachmentsOf(body: MessageBody): number {
  return body.state === 'here' ? body.parts.filter((part) => !part.inline).length : 0;
}
