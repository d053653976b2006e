import type { DatedLetter } from './letter.ts';
import { newsletterHtml, newsletterText, type Newsletter } from './newsletter.ts';
import { maja } from './people.ts';
import { landscapePng } from './picture.ts';

const walks: Newsletter = {
  masthead: 'Slow Maps',
  accent: '#2f7264',
  title: 'Nine walks that end at a ferry',
  intro: 'The nicest way to finish a walk is to sit down on a boat. We tried them all, some of them twice.',
  articles: [
    ['Alder Halt to the chain ferry', 'Eleven kilometres, flat, geese. The ferryman takes coins and compliments.'],
    ['Over the ridge to Saltmarsh', 'Fifteen kilometres with one honest hill. Take the left path at the broken gate.'],
  ],
  footer: 'Slow Maps, drawn by hand.',
  // What trackers do: pictures from elsewhere, one of them a single dot that reports who opened the mail.
  picture:
    '<p style="margin:18px 0 0"><img src="https://pictures.slowmaps.test/issue-31/ferry.jpg" width="528" height="260" alt="A small ferry on a wide river" style="max-width:100%"></p><img src="https://count.slowmaps.test/open?reader=ann%40example.org&amp;issue=31" width="1" height="1" alt="">',
};

/** A newsletter that loads pictures from elsewhere and counts who opens it. */
export const letterWithRemotePictures: DatedLetter = {
  from: { name: 'Slow Maps', address: 'letters@slowmaps.test' },
  daysAgo: 0.72,
  unread: true,
  subject: walks.title,
  text: newsletterText({ ...walks, picture: '' }),
  html: newsletterHtml(walks),
};

/** The picture is part of the message: shown, since nobody hears of it. */
export function letterWithInlinePicture(): DatedLetter {
  const text = 'Look what the garden did while nobody was watching.';
  return {
    from: maja,
    daysAgo: 5.1,
    subject: 'View from the new bench',
    text: `${text}\n\n[picture]\n\nThe bench is for two, by the way.\n\nMum`,
    html: `<p>${text}</p><p><img src="cid:bench@larsson-family.test" alt="Hills behind the garden" width="560"></p><p>The bench is for two, by the way.</p><p>Mum</p>`,
    files: [{ name: 'bench.png', contentType: 'image/png', content: landscapePng(71, 560, 374), contentId: 'bench@larsson-family.test' }],
  };
}

const bounceSubject = 'Undelivered Mail Returned to Sender';

/** What a server says when a mail could not be delivered (RFC 3464): no composer would write that. */
export const bounce: DatedLetter = {
  from: { name: 'Mail Delivery System', address: 'mailer-daemon@example.org' },
  daysAgo: 3.95,
  subject: bounceSubject,
  text: '',
  raw: bounceMessage,
};

function bounceMessage(date: Date): string {
  const boundary = 'report-4471';
  return [
    'From: Mail Delivery System <mailer-daemon@example.org>',
    'To: ann@example.org',
    `Subject: ${bounceSubject}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    'Message-ID: <bounce.4471@example.org>',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at example.org.',
    '',
    'Your message to <oskar@bergfelt-joinrey.test> could not be delivered:',
    'there is no such domain. Did you mean bergfelt-joinery.test?',
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; example.org',
    '',
    'Final-Recipient: rfc822; oskar@bergfelt-joinrey.test',
    'Action: failed',
    'Status: 5.1.2',
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
}
