import type { DatedLetter, Person } from './letter.ts';
import { rowers, singers } from './people.ts';

/** What clubs and machines write: short, regular, in plain text. */
interface Notices {
  readonly from: Person;
  readonly first: number;
  readonly every: number;
  readonly sign: string;
  /** Newest first. */
  readonly letters: readonly (readonly [subject: string, text: string])[];
}

const senders: readonly Notices[] = [
  {
    from: { name: 'Parcelfox', address: 'track@parcelfox.test' },
    first: 0.34,
    every: 5.3,
    sign: 'Parcelfox. Nobody reads answers to this address, but the driver waves back.',
    letters: [
      [
        'Out for delivery: your parcel from Paper Lantern Books',
        'Your parcel PF 4471 2208 is in the van and should reach you between 13:00 and 15:00.\n\nNot at home? We leave it with the neighbour you named: T. Ashdown.',
      ],
      ['Delivered: parcel from Tidewater Tools', 'Your parcel was handed over at 11:42 at the back door.'],
      ['Delivered: parcel from Holloway Press', 'Your parcel was left with T. Ashdown.'],
      [
        'We missed you: pick up at the corner shop',
        'Your parcel waits at Corner Shop, Mill Street, until Saturday evening. Please bring the number PF 4409 8830.',
      ],
      ['On its way: parcel from Kawabe Books', 'Your parcel has left the country it came from and will be with you in four to six days.'],
      ['Delivered: parcel from Paper Lantern Books', 'Your parcel fits the letterbox, so that is where it is.'],
    ],
  },
  {
    from: rowers,
    first: 1.05,
    every: 4.4,
    sign: 'Fernhill Rowing Club\nBoathouse 2, by the old lock',
    letters: [
      [
        'Tuesday training moved to 18:45',
        'The lock is being greased until half past six. We start fifteen minutes later and stop when it gets dark, which is soon.',
      ],
      [
        'Working day in the boathouse: bring gloves',
        'Saturday from ten: sand, varnish, soup. The list of what needs doing hangs on the door, and it is longer than the door.',
      ],
      [
        'Lost and found',
        'One left shoe, two bottles, a very good whistle. The whistle stays with the cat until somebody proves it is theirs.',
      ],
      ['Membership fee', 'A friendly reminder, in the same words as last year: it pays for the boats, and the boats carry us.'],
      ['High water', 'The gauge stands at 2.10. No single sculls until it is below 1.80, please, and no heroes.'],
      ['Results from the autumn race', 'Third! Out of three, but the newspaper does not need to know. Photos in the boathouse.'],
      ['New oars', 'They are here, they are light, they are not to be leaned against the wall.'],
      ['Beginners on Sunday', 'Eleven people want to learn it. Who can spare an hour and does not mind getting wet?'],
    ],
  },
  {
    from: singers,
    first: 3.3,
    every: 7,
    sign: 'Saltmarsh Choir. Rehearsals Wednesdays, 19:30, in the chapel with the good stove.',
    letters: [
      ['This Wednesday: lullaby, altos first', 'Altos at 19:00, all others at 19:30. Please mark the breaths in pencil.'],
      ['Scores for the second half', 'They are on the piano. Take one, sign for it, bring it back.'],
      ['Concert posters', 'Fifty posters want to be hung up. If you know a baker with a window, talk to him nicely.'],
      ['Tenors!', 'We have four. We would like six. Bring a friend who hums.'],
      ['Stove', 'It has been swept. We can feel our fingers again.'],
      ['No rehearsal next week', 'The chapel is used for a wedding. Sing at home.'],
    ],
  },
  {
    from: { name: 'Quarry Lane Neighbours', address: 'lane@quarrylane.test' },
    first: 0.83,
    every: 3.9,
    sign: 'You get this because you live here.',
    letters: [
      ['Water off on Wednesday, 9 to 11', 'They change the valve by number 6. Fill the kettle the evening before.'],
      ['Whose grey cat?', 'It sits in our hall and looks at us as if we were the visitors. No. 9'],
      ['Street lamp by the steps works again', 'It only took three letters and a drawing.'],
      ['Plums, to be picked up', 'Two crates in front of number 3. Take as many as you can carry, then come back.'],
      ['Bins: new day', 'From next week on Tuesday. Put them out on Monday night, the truck is early and proud of it.'],
      ['Ladder', 'Number 12 has lent the long ladder to somebody and forgotten to whom. It is not urgent, only puzzling.'],
      ['Hedgehogs', 'Please drive slowly after dark, they do not.'],
      ['Trumpet practice', 'Our daughter has started. She plays between four and five and apologises in advance.'],
      ['Found: a key with a green ribbon', 'It fits none of our doors, we tried.'],
      ['Summer table', 'One long table, everyone brings a chair and a dish. If it rains, under the arches.'],
    ],
  },
  {
    from: { name: 'Nordlink Rail', address: 'tickets@nordlinkrail.test' },
    first: 5.6,
    every: 12,
    sign: 'Nordlink Rail',
    letters: [
      [
        'Your ticket: Fernhill to Harbour Central',
        'Coach 5, seat 42, by the window, in the direction of travel.\n\nDeparture 07:58, arrival 10:31. No change of trains.',
      ],
      ['Your train on Friday runs from platform 4', 'Instead of platform 2. The lift works, we checked.'],
      ['Your refund', 'Your train was 64 minutes late. We are sorry, and half of the fare is on its way back to you.'],
      ['Your ticket: Harbour Central to Fernhill', 'Coach 3, seat 17. Departure 17:22, arrival 19:55.'],
    ],
  },
  {
    from: { name: 'City Library', address: 'loans@citylibrary.test' },
    first: 6.9,
    every: 11,
    sign: 'City Library, Loans',
    letters: [
      [
        'Two books are due on Monday',
        '- The History of Fog\n- Knots for Every Purpose\n\nBoth can be kept two weeks longer, nobody waits for them.',
      ],
      ['The book you wanted is here', 'Letters from a Lighthouse is on the shelf behind the desk, under L, until Saturday.'],
      ['Renewed: 3 books', 'They are yours until the end of the month.'],
      ['Thank you for the suggestion', 'We ordered it. You will be the first to read it.'],
    ],
  },
];

export const notices: readonly DatedLetter[] = senders.flatMap(({ from, first, every, sign, letters }) =>
  letters.map(([subject, text], at) => ({ from, subject, daysAgo: first + at * every, text: `${text}\n\n-- \n${sign}` })),
);
