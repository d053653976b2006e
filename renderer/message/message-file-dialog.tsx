/** A message out of a file, over the mail and even over set-up: it needs no account. It can be read, nothing else. */
import { FileText, X } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../shared/failure.ts';
import type { MessageFile } from '../../shared/message.ts';
import { closeFile } from '../state/window.ts';
import { IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Theme } from './frame-document.ts';
import { MessageBodyView } from './message-body-view.tsx';
import { MessageHead } from './message-head.tsx';
import styles from './message-file-dialog.module.css';

interface MessageFileDialogProps {
  readonly opened: Result<MessageFile>;
  readonly theme: Theme;
  /** A dialog that lies over this one. */
  readonly children: ReactNode;
}

export function MessageFileDialog({ opened, theme, children }: MessageFileDialogProps) {
  const { t } = useTranslation();
  // Not its button to close: that would greet people with a tooltip.
  const first = useRef<HTMLDivElement>(null);
  if (opened.ok) {
    return (
      <Dialog open bare size="large" title={t('file.title')} onClose={closeFile} initialFocus={first}>
        <FileView first={first} file={opened.value} theme={theme} />
        {children}
      </Dialog>
    );
  }
  return (
    <Dialog open title={t('file.failed')} onClose={closeFile}>
      <Notice tone="danger" role="alert">
        {opened.failure.text}
      </Notice>
      {children}
    </Dialog>
  );
}

interface FileViewProps {
  readonly first: RefObject<HTMLDivElement | null>;
  readonly file: MessageFile;
  readonly theme: Theme;
}

function FileView({ first, file, theme }: FileViewProps) {
  const { t } = useTranslation();
  const { fileName, envelope, size, body } = file;
  const pictures = body.state === 'here' ? body.parts.filter(({ inline }) => inline).length : 0;
  return (
    <div ref={first} tabIndex={-1} className={styles.file}>
      <header className={styles.bar}>
        <FileText aria-hidden="true" />
        <bdi className={styles.name} title={fileName}>
          {fileName}
        </bdi>
        <IconButton label={t('ui.close')} icon={<X />} onClick={closeFile} />
      </header>
      <MessageHead message={{ envelope, date: envelope.date, size }} place={{ sign: 'file', words: t('file.place') }} />
      {pictures === 0 ? null : (
        <Notice tone="info" className={styles.notice}>
          {t('file.pictures', { count: pictures })}
        </Notice>
      )}
      <MessageBodyView body={body} target={null} theme={theme} />
    </div>
  );
}
