import type { DatedLetter } from './letter.ts';
import { priya, tom, oskar } from './people.ts';

type Line = readonly [name: string, address: string, subject: string, text: string];

const junk: readonly Line[] = [
  [
    'Prize Office',
    'win@prize-office.test',
    'Final notice: you have been selected',
    'Dear lucky reader, your suitcase full of money is waiting. We only need a small fee.',
  ],
  [
    'Parcel Service',
    'parcel@parceI-fox.test',
    'Your parcel could not be delivered',
    'Pay 1.99 to receive your parcel. Click here within 12 hours.',
  ],
  ['Dr. Goodprice', 'offer@goodprice-pills.test', 'Feel 20 years younger by Friday', 'Doctors are speechless. So are we.'],
  ['Crypto Partner', 'hello@moon-coins.test', 'Ann, your 4.2 coins expire today', 'We found coins in your name. Sign in to save them.'],
  [
    'IT Helpdesk',
    'helpdesk@mailbox-upgrade.test',
    'Your mailbox is full!!! Verify now',
    'Dear user, verify your password to upgrade your mailbox to 50 GB.',
  ],
  [
    'Search Ranking Pros',
    'grow@ranking-pros.test',
    'I looked at your website',
    'Hello, I looked at your website and I think it could be on page one.',
  ],
  [
    'Estate of a Prince',
    'barrister@estate-matters.test',
    'Confidential business proposal',
    'I am the barrister of the late prince, who had no heirs but a great liking for you.',
  ],
  ['Sunglasses Outlet', 'sale@sunnies.test', '-90 % only tonight', 'All brands, all colours, none of them real.'],
];

const trash: readonly Line[] = [
  ['Tidewater Tools', 'news@tidewater-tools.test', 'Everything for the autumn garden', 'Rakes, gloves, and a barrow that folds.'],
  ['Nordlink Rail', 'survey@nordlinkrail.test', 'How was your journey?', 'Two minutes, eleven questions, one voucher in a raffle.'],
  ['Tern Mobile', 'news@tern-mobile.test', 'More data, same price', 'You do not need to do anything. Really.'],
  ['City Library', 'notices@citylibrary.test', 'Survey: longer opening hours?', 'Tell us when you would come.'],
  ['Weekend Kitchen', 'table@weekendkitchen.test', 'We changed our terms', 'They are shorter now. We are proud of that.'],
  ['Paper Lantern Books', 'news@paperlantern-books.test', 'Signed copies', 'Twelve of them, first come, first read.'],
];

const sent: readonly (readonly [to: DatedLetter['to'] & {}, daysAgo: number, subject: string, text: string])[] = [
  [[tom], 1.9, 'Re: Ladder', 'Brought it back, all wasps still alive. Thank you!\n\nAnn'],
  [
    [priya],
    6.1,
    'Re: Book swap list',
    'I take the lighthouses. You get two about mountains and one that I do not remember, which is not a good sign.\n\nAnn',
  ],
  [[oskar], 11.4, 'Key for the back door', 'Under the third pot from the left. The second pot has the snail.\n\nAnn'],
  [[tom, priya], 28.3, 'Thank you for Sunday', 'For the soup, the songs, and for not mentioning the map.\n\nAnn'],
];

function dated(lines: readonly Line[], first: number, every: number): readonly DatedLetter[] {
  return lines.map(([name, address, subject, text], at) => ({ from: { name, address }, daysAgo: first + at * every, subject, text }));
}

export const junkLetters = dated(junk, 0.4, 2.7);
export const deletedLetters = dated(trash, 3.1, 5.2);
export const lettersSent = sent;
