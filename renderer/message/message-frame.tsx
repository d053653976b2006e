/**
 * The frame strangers' mail is shown in. No sandbox permission at all: no scripts, no forms, no popups, an origin of its
 * own. A click on a link navigates the frame; main stops that and tells the window (`link.clicked`).
 */
import { useTranslation } from 'react-i18next';
import styles from './message-frame.module.css';

export function MessageFrame({ document }: { readonly document: string }) {
  const { t } = useTranslation();
  // A new frame for each document: changing srcdoc in place would keep the scroll position of the message before.
  return <iframe key={document} className={styles.frame} title={t('message.body')} sandbox="" srcDoc={document} />;
}
