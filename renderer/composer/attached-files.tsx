import { Paperclip, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DraftAttachment } from '../../shared/draft.ts';
import { size } from '../strings/sizes.ts';
import styles from './composer.module.css';

interface AttachedFilesProps {
  readonly files: readonly DraftAttachment[];
  readonly onRemove: (token: string) => void;
}

/** The files that go along, each with its size and a way to take it off again. */
export function AttachedFiles({ files, onRemove }: AttachedFilesProps) {
  const { t } = useTranslation();
  const total = files.reduce((sum, file) => sum + file.size, 0);
  return (
    <div className={styles.attached}>
      <ul className={styles.files} aria-label={t('composer.attachments')}>
        {files.map((file) => (
          <li key={file.token} className={styles.file}>
            <Paperclip aria-hidden="true" />
            <span className={styles.fileName} title={file.fileName}>
              {file.fileName}
            </span>
            <span className={styles.fileSize}>{size(file.size)}</span>
            <button type="button" aria-label={t('composer.removeAttachment', { name: file.fileName })} onClick={() => onRemove(file.token)}>
              <X aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {files.length > 1 ? (
        <p className={styles.total}>{t('composer.attachmentsTotal', { count: files.length, size: size(total) })}</p>
      ) : null}
    </div>
  );
}
