/** The body in its frame, with what was left out said above it and the attachments below; or why there is none. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import { assertNever } from '../../shared/failure.ts';
import type { MessageContent, MessageRef, Part } from '../../shared/message.ts';
import { Notice } from '../ui/notice.tsx';
import { Attachments } from './attachments.tsx';
import { htmlDocument, textDocument } from './frame-document.ts';
import type { Theme } from './frame-document.ts';
import { MessageFrame } from './message-frame.tsx';
import { MissingBody } from './missing-body.tsx';
import { plainTextHtml } from './plain-text.ts';
import { sanitizeMail } from './sanitize.ts';
import type { SafeHtml } from './sanitize.ts';
import styles from './message-pane.module.css';

interface MessageBodyViewProps {
  readonly content: MessageContent;
  readonly account: Account;
  readonly theme: Theme;
}

export function MessageBodyView({ content, account, theme }: MessageBodyViewProps) {
  const { t } = useTranslation();
  const { body } = content;
  switch (body.state) {
    case 'missing':
      return <MissingBody target={content.ref} account={account} />;
    case 'unreadable':
      return (
        <>
          <Notice tone="caution" className={styles.notice}>
            {t('message.unreadable')} {body.reason}
          </Notice>
          <MessageFrame document={textDocument(plainTextHtml(body.text), theme)} />
        </>
      );
    case 'here':
      return <ReadableBody content={content} body={body} theme={theme} />;
    default:
      return assertNever(body);
  }
}

type BodyHere = Extract<MessageContent['body'], { readonly state: 'here' }>;

function ReadableBody({ content, body, theme }: { readonly content: MessageContent; readonly body: BodyHere; readonly theme: Theme }) {
  const { t } = useTranslation();
  const { html, text, parts, truncated } = body;
  const { ref } = content;
  // Cleaning a big newsletter takes a tenth of a second: not again for each star.
  const safe = useMemo(() => (html === null ? null : safeOrNull(html, ref, parts)), [html, ref, parts]);
  const document = useMemo(() => {
    if (safe !== null) return htmlDocument(safe, theme);
    return textDocument(plainTextHtml(text ?? ''), theme);
  }, [safe, text, theme]);
  const empty = safe === null && (text ?? '').trim() === '';
  return (
    <>
      {safe !== null && safe.remote > 0 ? (
        <Notice tone="info" className={styles.notice}>
          <span title={t('message.remoteWhy')}>{t('message.remoteBlocked', { count: safe.remote })}</span>
        </Notice>
      ) : null}
      {truncated ? (
        <Notice tone="caution" className={styles.notice}>
          {t('message.truncated')}
        </Notice>
      ) : null}
      {html !== null && safe === null ? (
        <Notice tone="caution" className={styles.notice}>
          {t('message.unreadable')}
        </Notice>
      ) : null}
      {empty ? <p className={styles.nothing}>{t('message.emptyBody')}</p> : <MessageFrame document={document} />}
      <Attachments target={ref} parts={attachmentsOf(parts, document)} />
    </>
  );
}

/** Null for HTML that cannot be cleaned: one mail must not take the window down. Its text is shown instead. */
function safeOrNull(html: string, ref: MessageRef, parts: readonly Part[]): SafeHtml | null {
  try {
    return sanitizeMail(html, ref, parts);
  } catch {
    return null;
  }
}

/** Everything that is not already shown inside the body. */
function attachmentsOf(parts: readonly Part[], document: string): readonly Part[] {
  return parts.filter((part) => !part.inline || !document.includes(`/${part.partId}"`));
}
