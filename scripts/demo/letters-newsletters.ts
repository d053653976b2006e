import type { DatedLetter, Person } from './letter.ts';
import { newsletterHtml, newsletterText, type Newsletter } from './newsletter.ts';

interface Periodical {
  readonly from: Person;
  readonly accent: string;
  readonly first: number;
  readonly every: number;
  readonly footer: string;
  /** Newest first: subject, intro, then headings with their text. */
  readonly issues: readonly (readonly [subject: string, intro: string, ...articles: (readonly [string, string])[]])[];
}

const why = 'You get this because you asked for it. One click and it stops, no questions.';

const periodicals: readonly Periodical[] = [
  {
    from: { name: 'Weekend Kitchen', address: 'table@weekendkitchen.test' },
    accent: '#b4552d',
    first: 0.18,
    every: 7,
    footer: `Weekend Kitchen comes on Fridays and never on an empty stomach. ${why}`,
    issues: [
      [
        'Soup weather, and the bread that goes with it',
        'Three soups that are better the second day, and a loaf that needs one bowl and no courage.',
        ['Barley and dill', 'Start it on Friday night, forget it, be grateful on Saturday.'],
        ['Roasted root vegetables', 'Let the edges go darker than you think is right.'],
        ['The one-bowl loaf', 'Rye, water, salt, time. Mostly time.'],
      ],
      [
        'What to do with eleven quinces',
        'They were a gift, and now they are a project.',
        ['Jelly', 'The colour of a good sunset.'],
        ['Roasted, with cheese', 'For people who think they do not like quince.'],
      ],
      [
        'Pancakes, thin ones',
        'The batter rests, and so should you.',
        ['Buckwheat', 'No flour but buckwheat, no secret but patience.'],
        ['What goes inside', 'Leeks, or lemon and sugar. Nothing else was ever needed.'],
      ],
      [
        'A week of lunches from one chicken',
        'Roast it on Sunday. Meet it again until Thursday.',
        ['Monday: salad', 'With the lemon it was roasted with.'],
        ['Thursday: broth', 'The best part, and the cheapest.'],
      ],
      [
        'Mushrooms, if you know your mushrooms',
        'And if you do not: the market is open until one.',
        ['On toast', 'Butter, thyme, nothing clever.'],
      ],
      ['The last tomatoes', 'Green ones become chutney, red ones become supper.', ['Chutney', 'Six jars, three friends.']],
      [
        'Fifteen minutes, one pan',
        'For the evenings that start at nine.',
        ['Eggs in spinach', 'Two eggs for each person, one more for whoever cooks.'],
      ],
    ],
  },
  {
    from: { name: 'City Library', address: 'notices@citylibrary.test' },
    accent: '#3a5f8a',
    first: 4.7,
    every: 14,
    footer: `City Library, open Tuesday to Saturday. ${why}`,
    issues: [
      [
        'New on our shelves this fortnight',
        'Forty-one new books, nine of them translated. We counted, because you asked.',
        ['From the north', 'A family saga in a lighthouse, and it is funny.'],
        ['Maps', 'A history of every line that was drawn wrong.'],
      ],
      ['The night of short stories', 'Six readers, six lamps, one pot of tea.', ['When', 'The last Friday of the month, from eight.']],
      [
        'We are mending the reading room',
        'It will smell of paint for a week and be lighter for a decade.',
        ['Where to go meanwhile', 'The map room has chairs, a heater and a view.'],
      ],
    ],
  },
  {
    from: { name: 'Open Translators', address: 'digest@opentranslators.test' },
    accent: '#6b4a86',
    first: 2.1,
    every: 10,
    footer: `Written by members for members. ${why}`,
    issues: [
      [
        'Digest: fees, footnotes and the untranslatable',
        'What the list talked about this week, without the shouting.',
        ['Fees', 'The survey is out: a third of us has not asked for more in five years.'],
        ['Untranslatable?', 'Forty answers to one Finnish verb.'],
      ],
      [
        'Digest: who owns a word list?',
        'A long thread with a short answer: you do, unless you signed something.',
        ['Contracts', 'Three clauses to strike out before breakfast.'],
      ],
      ['Digest: reading aloud', 'Half of us do it, the other half has neighbours.', ['Tip', 'Let somebody else read it to you.']],
      [
        'Digest: the first sentence',
        'Members send in the ones they rewrote most often.',
        ['The record', 'Sixty-two versions, and then the first one again.'],
      ],
    ],
  },
];

function issue(paper: Periodical, at: number): DatedLetter[] {
  const [subject, intro, ...articles] = paper.issues[at] ?? [];
  if (subject === undefined || intro === undefined) return [];
  const letter: Newsletter = { masthead: paper.from.name, accent: paper.accent, title: subject, intro, articles, footer: paper.footer };
  return [
    {
      from: paper.from,
      daysAgo: paper.first + at * paper.every,
      subject,
      text: newsletterText(letter),
      html: newsletterHtml(letter),
      headers: { 'List-Id': `<${paper.from.address.split('@').join('.')}>` },
      ...(at === 0 && { unread: true as const }),
    },
  ];
}

export const newsletters: readonly DatedLetter[] = periodicals.flatMap((paper) => paper.issues.flatMap((_, at) => issue(paper, at)));
