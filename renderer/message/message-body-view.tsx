/** The body in its frame, with what was left out said above it and the attachments below. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../shared/failure.ts';
import type { BodyHere, MessageRef, Part } from '../../shared/message.ts';
import { Notice } from '../ui/notice.tsx';
import { Attachments } from './attachments.tsx';
import { htmlDocument, textDocument } from './frame-document.ts';
import type { Theme } from './frame-document.ts';
import { MessageFrame } from './message-frame.tsx';
import { plainTextHtml } from './plain-text.ts';
import { sanitizeMail } from './sanitize.ts';
import type { SafeHtml } from './sanitize.ts';
import styles from './message-pane.module.css';

interface MessageBodyViewProps {
  readonly body: BodyHere;
  /** Null for a message in a file of its own. */
  readonly target: MessageRef | null;
  readonly theme: Theme;
}

export function MessageBodyView({ body, target, theme }: MessageBodyViewProps) {
  const { t } = useTranslation();
  switch (body.state) {
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
      return <ReadableBody body={body} target={target} theme={theme} />;
    default:
      return assertNever(body);
  }
}

interface ReadableBodyProps extends MessageBodyViewProps {
  readonly body: Extract<BodyHere, { readonly state: 'here' }>;
}

function ReadableBody({ body, target, theme }: ReadableBodyProps) {
  const { t } = useTranslation();
  const { html, text, parts, truncated } = body;
  // Cleaning a big newsletter takes a tenth of a second: not again for each star.
  const safe = useMemo(() => (html === null ? null : safeOrNull(html, target, parts)), [html, target, parts]);
  const document = useMemo(() => {
    if (safe !== null) return htmlDocument(safe, theme);
    return textDocument(plainTextHtml(text ?? ''), theme);
  }, [safe, text, theme]);
  const empty = safe === null && (text ?? '').trim() === '';
  return (
    <>
      {safe !== null && safe.remote > 0 ? (
        <Notice tone="info" className={styles.notice}>
          {t('message.remoteBlocked', { count: safe.remote })}
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
      <Attachments target={target} parts={attachmentsOf(parts, document)} />
    </>
  );
}

/** Null for HTML that cannot be cleaned: one mail must not take the window down. Its text is shown instead. */
function safeOrNull(html: string, target: MessageRef | null, parts: readonly Part[]): SafeHtml | null {
  try {
    return sanitizeMail(html, target, parts);
  } catch {
    return null;
  }
}

/** Everything that is not already shown inside the body. */
function attachmentsOf(parts: readonly Part[], document: string): readonly Part[] {
  return parts.filter((part) => !part.inline || !document.includes(`/${part.partId}"`));
}
