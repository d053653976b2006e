import { csvFile, pdfFile } from './document.ts';
import type { DatedLetter } from './letter.ts';
import { erik, hannah, lena, maja, priya, tom, tomas } from './people.ts';
import { landscapePng } from './picture.ts';

const photo = (name: string, seed: number, width = 640, height = 427) => ({
  name,
  contentType: 'image/png',
  content: landscapePng(seed, width, height),
});

/** From family and friends, one by one. */
export function lettersFromPeople(): readonly DatedLetter[] {
  return [
    {
      from: priya,
      daysAgo: 0.006,
      unread: true,
      subject: 'Saturday still on?',
      text: `Hi Ann,

the forecast has changed its mind again: dry until four, wind from the south. I would say we go. Two cars or one?

I bring the soup, you bring the good thermos. Tom says he will carry the map this time, so we should probably bring a second map.

Priya`,
    },
    {
      from: maja,
      daysAgo: 0.11,
      unread: true,
      subject: 'The apple cake, finally written down',
      text: `Dear Ann,

your grandmother never measured anything, so I stood beside her with a kitchen scale. Here is what came of it:

  1 kg sour apples, peeled
  250 g butter, 200 g sugar, 4 eggs
  300 g flour, a spoon of baking powder
  cardamom "until it smells right" (I counted 12 pods)

Apples go in upright, like books on a shelf. 175 degrees, fifty minutes, and do not open the door.

Come on Sunday and we check whether I got it right.

Mum`,
    },
    {
      from: erik,
      daysAgo: 1.2,
      starred: true,
      subject: 'Photos from the lake',
      text: `Here are the ones I promised. The second is the evening when the engine would not start and everybody was suddenly fond of rowing.

I kept the big files, ask if you want one for the wall.

Erik`,
      files: [photo('lake-1-morning.png', 11), photo('lake-2-no-engine.png', 12), photo('lake-3-last-light.png', 13)],
    },
    {
      from: tom,
      daysAgo: 2.4,
      subject: 'Map and train times for Saturday',
      text: `Both attached. The 8:14 stops at Alder Halt only on request, so somebody has to wave.

If we miss the 16:52 back there is nothing until 18:20, but there is a pub, so it is not a plan, it is an option.

Tom`,
      files: [
        csvFile('trains-saturday.csv', [
          ['from', 'departs', 'to', 'arrives'],
          ['Fernhill', '08:14', 'Alder Halt', '08:51'],
          ['Alder Halt', '16:52', 'Fernhill', '17:29'],
          ['Alder Halt', '18:20', 'Fernhill', '18:57'],
        ]),
        photo('route.png', 21, 560, 420),
      ],
    },
    {
      from: lena,
      daysAgo: 2.9,
      answered: true,
      subject: 'Contract for "The Cartographer\'s Winter"',
      text: `Dear Ann,

attached is the contract with the two changes we spoke about: delivery at the end of March, and your name on the title page as well as in the imprint.

Please look at clause 7 once more. If all is well, a signed copy by Friday would make our rights department very happy.

Warm regards
Lena

Lena Voss
Senior Editor, Holloway Press`,
      files: [
        pdfFile('Translation-agreement-Larsson.pdf', 'Translation agreement', [
          'between Holloway Press and Ann Larsson',
          '',
          "1. The work: The Cartographer's Winter, about 92,000 words.",
          '2. Delivery: 31 March.',
          '7. The translator is named on the title page and in the imprint.',
        ]),
      ],
    },
    {
      from: hannah,
      daysAgo: 3.6,
      subject: 'Invitation: site visit, Thursday 9:30',
      text: `What:   Site visit, roof and north gable
When:   Thursday, 9:30 to 10:30
Where:  14 Quarry Lane, meet at the back door
Who:    Ann Larsson, Oskar Bergfelt, Hannah Okoro

Please wear boots. I will bring the moisture meter and the drawings in large.

Yes / Maybe / No: a short reply is enough.`,
    },
    {
      from: priya,
      daysAgo: 6.3,
      answered: true,
      subject: 'Book swap list',
      text: `Mine so far: the one about lighthouses, the Portuguese cookbook (spine broken, recipes fine), and three crime novels that I could not put down and will not pick up again.

What do you have?

P.`,
    },
    {
      from: tomas,
      daysAgo: 8.1,
      subject: 'You left your jacket in the boathouse',
      text: 'Blue, with a library card in the left pocket. It hangs behind the door of the oar store. The cat has been sleeping on it, so you may want to wash it.\n\nTomás',
    },
    {
      from: erik,
      daysAgo: 12.7,
      subject: "Fwd: Grandfather's letters, scanned",
      text: `I finished the second box. Aunt Inga can read the handwriting, I cannot. The one from the harbour is my favourite, the map in the margin is drawn with a matchstick.

Keep these safe, they exist only twice.`,
      files: [
        photo('letter-04-harbour.png', 31),
        photo('letter-05-margin.png', 32),
        photo('letter-06.png', 33),
        photo('letter-07.png', 34),
      ],
    },
    {
      from: maja,
      daysAgo: 15.2,
      subject: 'Which of the two curtains',
      text: 'The green one is nearer to what you had, but the grey one does not fade. They keep both until Wednesday.\n\nMum',
    },
    {
      from: lena,
      daysAgo: 18.5,
      subject:
        'A very long subject line, because our new ticket system insists on repeating the title, the chapter, the language pair and the delivery date in each of them',
      text: 'Sorry for the subject, it does that by itself now. The question is only: do you keep "verst" or do you convert it to kilometres?\n\nLena',
    },
    {
      from: tom,
      daysAgo: 23.4,
      subject: 'Ladder',
      text: 'Yes, you can have the long ladder all week. It is behind the shed. Mind the wasps, they were there first.\n\nTom',
    },
    {
      from: priya,
      daysAgo: 31.8,
      starred: true,
      subject: 'The photo you wanted, in full size',
      text: 'The hills on the way back. Print it as large as you like, there is enough of it.\n\nPriya',
      files: [photo('evening-hills-full-size.png', 41, 1100, 734)],
    },
    {
      from: erik,
      daysAgo: 44.1,
      subject: "Mum's birthday: who does what",
      text: `- Cake: me (bought, let us be honest)
- Lanterns: you still have the box from last year
- Aunt Inga: picked up at the station 13:40, by whoever is not baking
- Present: the good secateurs, she has dropped the hint four times

Do not write to the family list, she reads that.`,
    },
    {
      from: maja,
      daysAgo: 58.6,
      subject: 'Thank you for the lanterns',
      text: 'They were the prettiest thing. Inga stayed until midnight, which she has not done since the eighties.\n\nMum',
    },
  ];
}
