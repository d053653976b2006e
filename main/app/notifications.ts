import { Notification } from 'electron';
import type { MailArrived } from '../../shared/ipc.ts';

// A notification that the garbage collector takes loses its click; kept until it is clicked or gone.
const shown = new Set<Notification>();

/** Tells of new mail in the system's own way. Texts only: what a stranger wrote is never markup. */
export function notifyArrival({ count, newest }: MailArrived, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const sender = newest.from === null ? 'Unknown sender' : newest.from.name || newest.from.address;
  const title = count === 1 ? sender : `${count} new messages`;
  const subject = newest.subject || 'No subject';
  const notification = new Notification({ title, body: plain(count === 1 ? subject : `${sender}: ${subject}`) });
  const forget = () => shown.delete(notification);
  notification.on('close', forget);
  notification.on('click', () => {
    forget();
    onClick();
  });
  shown.add(notification);
  notification.show();
}

/** Some Linux desktops read the text as markup (freedesktop notification specification, "body-markup"). */
function plain(text: string): string {
  const cut = text.slice(0, 200);
  return process.platform === 'linux' ? cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : cut;
}
