import { base64Lines } from './mail-encodings.ts';
import { messageRandom } from './seeded-choice.ts';
import type { GeneratedMessage } from './generated-mailbox.ts';

/** Bytes in one line of Base64, and of the line. */
const [lineBytes, lineLength] = [57, 78];
/** Lines of noise that are repeated: making a hundred megabytes of it would take longer than what is measured. */
const filmLines = 20_000;

const boundary = 'the-file-of-this-message';
const head = [
  'From: The Studio <studio@generated.test>',
  'To: The Owner <owner@generated.test>',
  'Subject: The whole film',
  'Date: Sat, 31 Oct 2026 12:00:00 +0000',
  'Message-ID: <film@generated.test>',
  'MIME-Version: 1.0',
  `Content-Type: multipart/mixed; boundary="${boundary}"`,
  '',
  `--${boundary}`,
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Here it is.',
  `--${boundary}`,
  'Content-Type: video/mp4; name="film.mp4"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="film.mp4"',
  '',
  '',
].join('\r\n');
const end = `--${boundary}--\r\n`;

/** A letter with one file; of that many bytes, or less than a line more. CRLF line ends. */
export function largeMessage(bytes: number): GeneratedMessage {
  const lines = Math.ceil((bytes - head.length - end.length) / lineLength);
  const random = messageRandom(0, 0);
  const noise = Buffer.from(Array.from({ length: filmLines * lineBytes }, () => Math.floor(random() * 256)));
  const file = Buffer.alloc(lines * lineLength, base64Lines(noise), 'latin1');
  const raw = Buffer.concat([Buffer.from(head), file, Buffer.from(end)]);
  return { raw, flags: [], date: Date.UTC(2026, 9, 31, 12), subject: 'The whole film' };
}
