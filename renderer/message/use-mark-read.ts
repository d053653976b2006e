/** An opened message counts as read after the time the person set; once per opening, so that "Mark as unread" stays. */
import { useEffect, useRef } from 'react';
import { seenFlag } from '../../shared/message.ts';
import type { MessageContent } from '../../shared/message.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { setFlag } from '../state/mail-actions.ts';

export function useMarkRead(content: MessageContent | undefined): void {
  const settings = useLiveQuery('settings.get').data;
  const done = useRef(false);
  useEffect(() => {
    if (content === undefined || settings === undefined || done.current) return undefined;
    if (content.flags.includes(seenFlag)) {
      done.current = true;
      return undefined;
    }
    const timer = setTimeout(() => {
      done.current = true;
      void setFlag(content.ref, seenFlag, true);
    }, settings.markReadAfter * 1000);
    return () => clearTimeout(timer);
  }, [content, settings]);
}
