import type { DatedLetter, Person } from './letter.ts';
import { pdfFile } from './document.ts';
import { erik, maja, priya } from './people.ts';
import { newsletterHtml, newsletterText, type Newsletter } from './newsletter.ts';
import { landscapePng } from './picture.ts';

const inga: Person = { name: 'Inga Larsson', address: 'inga@larsson-family.test' };
const viktor: Person = { name: 'Viktor Hallgren', address: 'viktor.hallgren@example.net' };
const archive: Person = { name: 'Parish Archive', address: 'reading-room@parish-archive.test' };

/** Correspondence chess with an old neighbour: newest move first. */
const moves: readonly (readonly [move: string, comment: string])[] = [
  ['21. Rfe1', 'Quiet. I have a plan, and I have tea.'],
  ['20. Nd4', 'A knight in the middle is like a dog on a sofa.'],
  ['19. Qc2', 'Looks at two things at once. So do I, since the new glasses.'],
  ['18. h3', 'Only so that nobody moves in there.'],
  ['17. Bg5', 'Now you have to decide something. I am sorry.'],
  ['16. Rad1', 'The other one was hungry too.'],
  ['15. exd5', 'I thought about this one for nine days, and then the cat sat on the board.'],
  ['14. Be3', 'Solid. My wife says the same about our table.'],
  ['13. O-O', 'At last. I was getting cold in the middle.'],
  ['12. Bd3', 'Points at your king. Nothing personal.'],
  ['11. c3', 'A roof over the pawn.'],
  ['10. Nf3', 'The horse comes home by way of everywhere.'],
  ['9. Nxe5', 'I do not believe you meant that, but I take it.'],
  ['8. d4', 'Windows open!'],
];

const ingaTells: readonly (readonly [subject: string, text: string])[] = [
  [
    'Your great-grandmother and the bicycle',
    'She was the first in the village to have one, and the priest spoke about it on Sunday. She rode to church to hear it.',
  ],
  ['Who is who in the wedding picture', 'From left: Karl, who could not sit still. Hedvig. The tall one is nobody, he just walked by.'],
  ['The house with the two chimneys', 'It still stands. They let me in and I recognised the third stair by its voice.'],
  ['A recipe that nobody wrote down', 'Herring, cream, and a thing she bought from the pharmacist. We will never know.'],
  ['The winter of the long ice', 'You could walk to the island until April. They held a market on it, with a dance floor.'],
  ["Hedvig's diary, first page", '"Began a diary. Nothing happened." The next entry is four years later.'],
  ["Found: the ship's name", 'It was not the Aurora, it was the Amanda. That is why we never found him in the lists.'],
  ['A correction', 'Karl was the younger one. I mixed them up for sixty years, and he let me.'],
];

const gazette = (title: string, intro: string, ...articles: Newsletter['articles'][number][]): Newsletter => ({
  masthead: 'The Fernhill Gazette',
  accent: '#7a5a21',
  title,
  intro,
  articles,
  footer: 'The Fernhill Gazette, made in the back room of the bakery. Write to us and we print it, unless it is about parking.',
});

const gazettes: readonly Newsletter[] = [
  gazette(
    'The clock on the town hall is right again',
    'For the first time in eleven years. People are arriving early.',
    ['How it was done', 'A new spring, and a lot of oil.'],
    ['Sunday market', 'Now until two.'],
  ),
  gazette('A heron has moved into the mill pond', 'It does not answer questions, but it poses for pictures.', [
    'Where to stand',
    'On the bridge, and quietly.',
  ]),
  gazette('Bus line 4 keeps its night bus', 'Four hundred signatures and one very long evening.', ['Times', '23:10 and 00:40, every day.']),
  gazette('Who painted the bench?', 'It was grey. It is yellow. Nobody saw anything.', [
    'Letters',
    'Nine in favour, one against, one about parking.',
  ]),
];

/** The older address, fetched by POP: family, the past, chess, the town's paper. */
export function lettersAtHome(): readonly DatedLetter[] {
  const chess = moves.map(([move, comment], at) => ({
    from: viktor,
    daysAgo: 0.4 + at * 6.2,
    subject: `Our game: ${move}`,
    text: `${comment}\n\nViktor`,
  }));
  const stories = ingaTells.map(([subject, text], at) => ({
    from: inga,
    daysAgo: 1.9 + at * 9.3,
    subject,
    text: `Dear Ann,\n\n${text}\n\nYour aunt Inga`,
  }));
  const papers = gazettes.map((letter, at) => ({
    from: { name: 'The Fernhill Gazette', address: 'paper@fernhillgazette.test' },
    daysAgo: 0.95 + at * 14,
    subject: letter.title,
    text: newsletterText(letter),
    html: newsletterHtml(letter),
  }));
  const scans = Array.from({ length: 9 }, (_, at) => ({
    from: archive,
    daysAgo: 8.8 + at * 8,
    subject: `Your order: parish register, page ${212 - at * 3}`,
    text: `Dear Ms Larsson,\n\nplease find attached the page you asked for. The corner is damaged in the original.\n\nReading room, Parish Archive`,
    files: [
      pdfFile(`register-p${212 - at * 3}.pdf`, `Parish register, page ${212 - at * 3}`, ['Entries 1 to 14', 'Hand of the second clerk']),
    ],
  }));
  const rest: readonly DatedLetter[] = [
    {
      from: maja,
      daysAgo: 0.2,
      unread: true,
      subject: 'Sunday at four?',
      text: 'There will be cake either way. Bring the photograph with the two chimneys, Inga wants to see it.\n\nMum',
    },
    {
      from: erik,
      daysAgo: 3.4,
      subject: 'Family tree, new branch',
      text: 'Found a whole side that emigrated and came back, twice. Drawing attached.',
      files: [{ name: 'tree.png', contentType: 'image/png', content: landscapePng(91, 420, 300) }],
    },
    {
      from: priya,
      daysAgo: 7.7,
      subject: 'Is this still your address?',
      text: 'Asking because the other one is so organised that I feel watched.\n\nPriya',
    },
    {
      from: erik,
      daysAgo: 19.5,
      subject: 'Backup disk',
      text: "I put a copy of everything at Mum's place, in the drawer with the candles.",
    },
    ...['Spring', 'Winter', 'Autumn', 'Summer'].map((season, at) => ({
      from: inga,
      daysAgo: 24 + at * 45,
      subject: `${season} greetings from the coast`,
      text: 'All is well, the boat is out of the water and I am out of jam.\n\nInga',
    })),
    ...Array.from({ length: 17 }, (_, at) => ({
      from: { name: 'Weather for Fernhill', address: 'weather@fernhillgazette.test' },
      daysAgo: 2.3 + at * 7,
      subject: `Your week: ${['dry, then not', 'wind from the west', 'fog until ten', 'the first frost', 'three good days', 'rain, mostly at night'][at % 6] ?? ''}`,
      text: 'Mornings cold, afternoons kind. Take a coat and do not wear it.',
    })),
  ];
  return [...chess, ...stories, ...papers, ...scans, ...rest];
}
