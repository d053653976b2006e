import { pdfFile } from './document.ts';
import type { DatedLetter } from './letter.ts';
import { hannah, oskar } from './people.ts';
import { landscapePng } from './picture.ts';

const plan = (name: string, seed: number) => ({ name, contentType: 'image/png', content: landscapePng(seed, 600, 400) });

/** For the mailbox Projects/House: an old house and the people who mend it. */
export function lettersAboutTheHouse(): readonly DatedLetter[] {
  return [
    {
      from: hannah,
      daysAgo: 7.3,
      subject: 'Minutes of the site meeting',
      text: 'Short and in order:\n\n1. Roof starts in week 14.\n2. The chimney stays, nobody uses it.\n3. Oskar takes the door home to strip it.\n4. Ann decides about the floor until Friday. (The floor is beautiful. Keep the floor.)',
      files: [
        pdfFile('minutes-07.pdf', 'Site meeting 7', [
          '1. Roof: week 14',
          '2. Chimney stays',
          '3. Door: Bergfelt',
          '4. Floor: A. Larsson decides',
        ]),
      ],
    },
    {
      from: oskar,
      daysAgo: 10.6,
      subject: 'The door, first coat',
      text: 'Under four layers of brown it was blue all along. I stopped at the blue.',
      files: [plan('door-blue.png', 61)],
    },
    {
      from: hannah,
      daysAgo: 17.8,
      subject: 'Floor: sample with soap and with oil',
      text: 'Left soap, right oil. Put your coffee on both and see which one you forgive.',
      files: [plan('floor-samples.png', 62)],
    },
    {
      from: oskar,
      daysAgo: 24.9,
      subject: 'Invoice for the scaffold deposit',
      text: 'As agreed, a third now and the rest when it stands.\n\nOskar',
      files: [pdfFile('invoice-2041.pdf', 'Invoice 2041', ['Scaffold, deposit', '700.00'])],
    },
    {
      from: hannah,
      daysAgo: 29.4,
      subject: 'Stairs: two ways to turn the corner',
      text: 'A turns with winders, B with a landing. A is steeper and prettier, B is kinder to knees and wardrobes.',
      files: [plan('stairs-a.png', 63), plan('stairs-b.png', 64)],
    },
    {
      from: oskar,
      daysAgo: 45.7,
      subject: 'What we found behind the panelling',
      text: 'A newspaper, a marble, and one very flat shoe. I put the marble on your windowsill.',
    },
    {
      from: hannah,
      daysAgo: 53.2,
      subject: 'Colours that were there before',
      text: 'The scraper says: ochre, then grey, then a green that nobody should see again.',
    },
    {
      from: oskar,
      daysAgo: 57.9,
      subject: 'Delivery of the beams',
      text: 'Truck comes Tuesday between seven and whenever it likes. It needs the whole lane.',
    },
    {
      from: hannah,
      daysAgo: 71.1,
      subject: 'Drawings, set 3',
      text: 'All plans in one file, printed size A2. The kitchen has moved by one metre, and I think it is happier there.',
      files: [
        pdfFile('drawings-set-3.pdf', '14 Quarry Lane, drawings set 3', [
          'Ground floor',
          'First floor',
          'Section A-A',
          'Section through the stairs',
        ]),
      ],
    },
    {
      from: hannah,
      daysAgo: 83.5,
      subject: 'Our offer for phases 1 to 3',
      text: 'As discussed on the garden wall. Take your time; the house has waited ninety years.',
      files: [pdfFile('offer-okoro-architects.pdf', 'Offer', ['Phase 1: survey', 'Phase 2: permit', 'Phase 3: drawings for the trades'])],
    },
  ];
}
