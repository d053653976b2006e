/** The files of a message, each a button that saves it; only named where no account has the message. The true extension stands apart from the name. */
import { Download, File, FileImage, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageRef, Part } from '../../shared/message.ts';
import { command } from '../api.ts';
import { showThrown } from '../state/failures.ts';
import { say } from '../state/window.ts';
import { size } from '../strings/sizes.ts';
import styles from './attachments.module.css';

export function Attachments({ target, parts }: { readonly target: MessageRef | null; readonly parts: readonly Part[] }) {
  const { t } = useTranslation();
  if (parts.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('message.attachments')}>
      {parts.map((part) => (
        <li key={part.partId}>
          {target === null ? (
            <span className={styles.file}>
              <span className="visually-hidden">{`${part.fileName}, ${size(part.size)}`}</span>
              <PartFace part={part} />
            </span>
          ) : (
            <SaveButton target={target} part={part} />
          )}
        </li>
      ))}
    </ul>
  );
}

function SaveButton({ target, part }: { readonly target: MessageRef; readonly part: Part }) {
  const { t } = useTranslation();
  const save = async () => {
    try {
      const saved = await command('attachment.save', target, part.partId);
      if (saved !== null) say(t('message.saved', { name: saved.fileName }));
    } catch (thrown) {
      showThrown(thrown);
    }
  };
  return (
    <button type="button" className={styles.file} onClick={() => void save()}>
      <span className="visually-hidden">{t('message.save', { name: part.fileName })}</span>
      <PartFace part={part} />
      <Download aria-hidden="true" className={styles.save} />
    </button>
  );
}

/** For the eyes: what is read aloud stands before it. */
function PartFace({ part }: { readonly part: Part }) {
  return (
    <>
      <PartIcon type={part.contentType} />
      <span className={styles.name} title={part.fileName} aria-hidden="true">
        <bdi className={styles.stem}>{part.fileName.slice(0, extensionAt(part.fileName))}</bdi>
        <bdi>{part.fileName.slice(extensionAt(part.fileName))}</bdi>
      </span>
      <span className={styles.size} aria-hidden="true">
        {size(part.size)}
      </span>
    </>
  );
}

/** Where the extension begins: a long name may lose its middle, never its end. */
function extensionAt(fileName: string): number {
  const dot = fileName.lastIndexOf('.');
  return dot <= 0 ? fileName.length : dot;
}

function PartIcon({ type }: { readonly type: string }) {
  if (/^image\//iu.test(type)) return <FileImage aria-hidden="true" />;
  return /^text\/|pdf|document/iu.test(type) ? <FileText aria-hidden="true" /> : <File aria-hidden="true" />;
}
