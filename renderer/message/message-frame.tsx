/**
 * The frame strangers' mail is shown in. No sandbox permission at all: no scripts, no forms, no popups, an origin of its
 * own. A click on a link navigates the frame; main stops that and tells the window (`link.clicked`).
 */
import { clsx } from 'clsx';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTabFocus } from './use-tab-focus.ts';
import styles from './message-frame.module.css';

export function MessageFrame({ document }: { readonly document: string }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const focused = useTabFocus(frame);
  const className = clsx(styles.frame, focused && styles.focused);
  // A new frame for each document: changing srcdoc in place would keep the scroll position of the message before.
  return <iframe ref={frame} key={document} className={className} title={t('message.body')} sandbox="" srcDoc={document} />;
}
