import type { DatedLetter } from './letter.ts';
import { erik, greta, lena, maja, priya, rowers, tom, tomas } from './people.ts';
import { landscapePng } from './picture.ts';

/** Notes on the chapters of a book, one mail for each, over the months it took. Oldest first. */
const chapterNotes = [
  'Lovely start. I would lose the second "suddenly", and keep the first.',
  'The dog is a spaniel on page 20 and a terrier on page 23. He minds, I think.',
  'You made the harbour smell of tar and oranges. How did you get the oranges past the author?',
  'Two readers cried, one laughed. All in the right place.',
  'Is it "chart" or "map"? He says map on land and chart at sea, and he stands on the jetty.',
  'Page 88: the sentence is as long as the voyage. I like it. The typesetter does not.',
  'We should ask the author about the moon. It is full twice in one week.',
  'This one is finished. I have not said that about any first draft this year.',
  'The letter in the middle: could it be in italics, and a little stiffer?',
  'The joke about the sextant works now. I had to explain it at home, but that is home.',
  'Please keep all three kinds of snow.',
  'Page 160: a quiet chapter. Let us not explain it.',
  'The names of the winds: in the original language, with a list at the end?',
  'I moved one paragraph and moved it back.',
  'Everybody here wants to know what happens to the cartographer. I said nothing.',
  'The dialogue on the ice is so good that I read it to the sales people. They went quiet.',
];

const crossword = [
  ['7 down', 'Eleven letters, "he draws what others sail". CART... and then I am out of pencil.'],
  ['22 across', 'It was FERRY. It was FERRY all along.'],
  ['the bottom left corner', 'Nothing fits with anything. Either 31 is wrong or we are.'],
  ['9 across', 'TRANSLATOR! You should have seen that one.'],
  ['14 down', '"Wet, but not rain", three letters. FOG or DEW, and both fit.'],
  ['3 down', 'SEXTANT. With an A. I looked it up, do not tell anyone.'],
  ['done', 'Forty-one minutes, a record, with only one letter in ink over another.'],
  ["last week's prize", 'We won a pencil. I keep it on weekdays, you on weekends.'],
] as const;

const committee = [
  'Boats: the four needs a new rudder. Money: enough. Cat: stays.',
  'Summer party on the slipway. Tomás cooks, everybody washes up.',
  'The lock is closed in August. We row upstream.',
  'New members: nine. Old members who finally paid: eleven.',
  'The trailer passed its inspection, to general surprise.',
  'Insurance went through. The boathouse roof is now worth more than the boats.',
  'The youth group asks for a boat of its own. Granted, with applause.',
  'Keys: please bring back the ones you did not know you had.',
];

const rehearsals = [
  'We learned the first page by heart and forgot the second.',
  'Basses, you were wonderful. Sopranos, you know what I want to say.',
  'The new stove ticks in five-eight time. We adapted.',
  'Guest conductor next week. Please be on time, for the good impression.',
  'Concert is sold out! The church mice have been asked to make room.',
  'Thank you for last night. I heard the last chord all the way home.',
];

const training = [
  'Eight kilometres, no swans, one kingfisher.',
  'Fog. We rowed by ear.',
  'Priya shouted and we were fast. Coincidence?',
  'Headwind both ways. Ask a physicist.',
  'The bow pair slept in. The stern pair was insulted and won.',
  'Short one: the lock was closed, so we did starts until nobody could count to ten.',
  'New catch, less splash. Tomás smiled once.',
  'Rain from the side. The boat weighed a bathtub more at the end.',
  'Flat water, red leaves, everybody quiet. This is why.',
  'Two crabs, both mine.',
  'Video on the shared drive. Do not watch minute four.',
  'Ten kilometres in fifty-one minutes.',
] as const;

const reading = [
  ['A Grammar of Rain', "We liked the grammar and argued about the rain. Next time at Priya's."],
  ['The Second Lighthouse', 'Four of six finished it. The other two brought better cake.'],
  ['Letters Home from the Ice', 'Nobody wanted to talk about the dogs, and then we talked about nothing else.'],
  ['A Short History of Borders', 'Three hundred pages, and one of them is a foldout.'],
  ['The Understudy', 'Funny, and then suddenly not. Tom read the last page aloud.'],
  ['Salt', 'All of us learned something, none of us the same thing.'],
  ['Eleven Kinds of Silence', 'We sat there.'],
  ["The Ferryman's Daughters", 'A saga. Bring a family tree and a pencil.'],
] as const;

/** For the mailbox Archive: what is over, and worth keeping. */
export function archivedLetters(): readonly DatedLetter[] {
  const chapters = chapterNotes.map((text, at) => ({
    from: lena,
    daysAgo: 195 - at * 7.4,
    subject: `Chapter ${at + 1}: notes`,
    text: `Dear Ann,\n\n${text}\n\nLena`,
  }));
  const puzzles = crossword.map(([what, text], at) => ({
    from: tom,
    daysAgo: 88 + at * 7,
    subject: `Crossword: ${what}`,
    text: `${text}\n\nTom`,
  }));
  const minutes = committee.map((text, at) => ({
    from: rowers,
    daysAgo: 70 + at * 30,
    subject: `Committee, short minutes no. ${48 - at}`,
    text,
  }));
  const evenings = rehearsals.map((text, at) => ({
    from: greta,
    daysAgo: 61 + at * 14,
    subject: 'After the rehearsal',
    text: `${text}\n\nGreta`,
  }));
  const photos = [
    ['Midsummer, all of us', 'The one where everybody looks at the camera except the cat.'],
    ['The old boathouse before the paint', 'So that we remember why we painted it.'],
    ["Mum's garden in June", 'She says the roses are late. They look on time to me.'],
    ['The road to the cabin', 'Snow on the first of May. I have proof now.'],
  ].map(([subject = '', text = ''], at) => ({
    from: at === 2 ? maja : erik,
    daysAgo: 96 + at * 23,
    subject,
    text,
    files: [0, 1].map((part) => ({
      name: `photo-${at * 2 + part + 1}.png`,
      contentType: 'image/png',
      content: landscapePng(80 + at * 2 + part, 660, 440),
    })),
  }));
  const rowing = training.map((text, at) => ({
    from: tomas,
    daysAgo: 64 + at * 9.7,
    subject: `Training log, week ${46 - at}`,
    text: `${text}\n\nTomás`,
  }));
  const books = reading.map(([title, text], at) => ({
    from: priya,
    daysAgo: 72 + at * 28,
    subject: `Reading circle: ${title}`,
    text: `${text}\n\nPriya`,
  }));
  return [...rowing, ...books, ...chapters, ...puzzles, ...minutes, ...evenings, ...photos];
}
