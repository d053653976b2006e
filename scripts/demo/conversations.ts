import { csvFile } from './document.ts';
import type { Conversation } from './letter.ts';
import { ann, erik, greta, hannah, lena, oskar, priya, tom, tomas } from './people.ts';
import { landscapePng } from './picture.ts';

const gable = (name: string, seed: number) => ({ name, contentType: 'image/png', content: landscapePng(seed, 600, 400) });
const house = 'Projects/House';

/** Letters that answer each other. */
export function conversations(): readonly Conversation[] {
  return [
    {
      subject: 'Roof: three quotes compared',
      with: [hannah, oskar],
      turns: [
        {
          from: hannah,
          daysAgo: 5.9,
          text: 'All three quotes are in. I put them next to each other in the table, with what each of them leaves out. The cheapest leaves out the scaffolding.\n\nHannah',
          files: [
            csvFile('roof-quotes.csv', [
              ['item', 'Bergfelt', 'Rook & Daughters', 'Ridgeline'],
              ['slates', 11200, 10450, 12900],
              ['scaffolding', 2100, 'not included', 2400],
              ['lead work', 1850, 1700, 1600],
              ['start', 'week 14', 'week 19', 'week 12'],
            ]),
          ],
        },
        {
          from: ann,
          daysAgo: 5.2,
          text: 'Thank you, that makes it easy to see. My heart says Oskar, my purse says Rook. How bad would week 19 be?',
        },
        {
          from: hannah,
          daysAgo: 4.8,
          text: 'Bad. The gable should not see another wet spring. With the scaffolding added Rook is only 200 cheaper, and Oskar has been up there already.',
        },
        { from: ann, daysAgo: 4.1, text: 'Then Oskar it is. Can you tell the other two, kindly?' },
        {
          from: oskar,
          daysAgo: 0.05,
          unread: true,
          starred: true,
          text: 'Good news from the yard: the slates are here two weeks early. If the weather holds we could put the scaffold up on Monday at seven. Would that wake you, and if so, would you mind?\n\nOskar',
        },
      ],
    },
    {
      subject: 'Chapter 9, the storm',
      with: [lena],
      turns: [
        {
          from: lena,
          daysAgo: 9.4,
          text: 'I read chapter 9 on the train and missed my stop. One thing: is the "sou\'wester" the wind or the hat? I believed it was the wind until somebody put it on.',
        },
        {
          from: ann,
          daysAgo: 9.1,
          text: 'The hat! But I see it now. I make the first one "the south-west wind" and let the hat be a hat.',
        },
        { from: lena, daysAgo: 8.9, text: 'Perfect. And page 201, "he swallowed the anchor": please keep it, with no footnote.' },
        { from: ann, daysAgo: 8.2, text: 'Gladly. A footnote would have drowned it.' },
        {
          from: lena,
          daysAgo: 0.9,
          text: 'The copy editor loves it too. Last question before typesetting: is the ship "she" all the way through, or only until she sinks?',
        },
      ],
    },
    {
      subject: 'Regatta: who rows bow?',
      with: [tomas, priya],
      turns: [
        {
          from: tomas,
          daysAgo: 11.2,
          text: 'We have four for the coxed four and nobody to cox. Also: who rows bow? Ann, you are the lightest, no offence.',
        },
        { from: ann, daysAgo: 11.0, text: 'None taken. Bow is fine if somebody else looks out for the swans this year.' },
        { from: priya, daysAgo: 10.8, text: 'I can cox. I have a loud voice and no shame.' },
        { from: tomas, daysAgo: 10.1, text: 'Settled. Training Tuesdays and Thursdays at half past six. Swans: Priya.' },
      ],
    },
    {
      subject: 'Concert programme, second half',
      with: [greta],
      turns: [
        {
          from: greta,
          daysAgo: 13.3,
          text: 'I would like to end with something quiet for once. Do you have a translation of the Estonian lullaby that can be sung, not just read?',
        },
        {
          from: ann,
          daysAgo: 12.6,
          text: 'Attached below in the mail. I moved one comma so that the altos can breathe.\n\n  Sleep, the boats are in,\n  sleep, the nets are dry,\n  only the lighthouse\n  keeps a waking eye.',
        },
        { from: greta, daysAgo: 12.1, text: 'I sang it in the kitchen and the dog lay down. We do it.' },
      ],
    },
    {
      subject: 'Weekend at the cabin',
      with: [erik, tom],
      turns: [
        {
          from: erik,
          daysAgo: 20.4,
          text: 'Keys are with the neighbour. The pump needs a push, the stove needs patience. Who is bringing wood?',
        },
        { from: ann, daysAgo: 20.1, text: 'I bring wood, and the card game that ended badly last time.' },
        { from: tom, daysAgo: 19.7, text: 'It did not end badly. It has not ended.' },
      ],
    },
    {
      subject: 'North gable: moisture readings',
      with: [hannah],
      mailbox: house,
      turns: [
        {
          from: hannah,
          daysAgo: 34.2,
          text: 'Readings from today, in per cent. Anything above 20 worries me.\n\n  sill 24\n  post 1 19\n  post 2 27\n  wall plate 22',
          files: [gable('gable-outside.png', 51), gable('gable-post-2.png', 52)],
        },
        { from: ann, daysAgo: 33.9, text: 'Post 2 is the one behind the old drainpipe. Could that be all?' },
        {
          from: hannah,
          daysAgo: 33.1,
          text: 'It could. Take the pipe away now, we measure again in two weeks, and only then do we spend money.',
        },
        { from: hannah, daysAgo: 19.2, text: 'Measured again: post 2 is down to 21. I like this house.' },
      ],
    },
    {
      subject: 'Windows: oak or pine',
      with: [oskar],
      mailbox: house,
      turns: [
        {
          from: oskar,
          daysAgo: 41.5,
          text: 'Oak lasts sixty years, pine forty if you paint it and fifteen if you forget. Oak is a third dearer. What do you want on the north side?',
        },
        { from: ann, daysAgo: 41.1, text: 'I know myself. Oak.' },
        {
          from: oskar,
          daysAgo: 40.7,
          text: 'Wise. I need the opening sizes again, the ones on the drawing add up to a wall that is longer than the wall.',
        },
        { from: ann, daysAgo: 40.2, text: 'Measured twice, with Tom holding the other end: 1180, 1180, 940, and the small one 610 x 610.' },
        {
          from: oskar,
          daysAgo: 39.8,
          text: 'Now it fits. Drawing attached, have a look at the glazing bars.',
          files: [gable('window-elevation.png', 53)],
        },
      ],
    },
    {
      subject: 'Building permit: documents still missing',
      with: [hannah],
      mailbox: house,
      turns: [
        {
          from: hannah,
          daysAgo: 62.3,
          text: 'The office wants the section through the stairs as well. I have it, I only need your signature on page 3.',
        },
        { from: ann, daysAgo: 61.8, text: 'Signed, and in the post. They only take paper, I asked.' },
        {
          from: hannah,
          daysAgo: 48.6,
          text: 'Permit granted! It came with eleven stamps. Frame it.',
          files: [gable('permit-first-page.png', 54)],
        },
      ],
    },
  ];
}
