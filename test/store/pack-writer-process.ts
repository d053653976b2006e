/**
 * A program that stores, removes and packs anew as fast as it can, and tells what it has done, until it is killed. Arguments: the folder,
 * a seed, and `account` or `disk`: only the account removes, as in an account's two threads.
 */
import { writeSync } from 'node:fs';
import { openRawMessages } from '../../main/store/raw-messages.ts';
import { hashOf } from '../../main/store/hash.ts';
import { packedMessage, packedMessages, whoseMessage } from './packed-message.ts';
import { between, messageRandom } from '../bench/support/seeded-choice.ts';

const [folder = '', seed = '', role = ''] = process.argv.slice(2);
const isAccount = role === 'account';
const numbers = messageRandom(Number(seed), isAccount ? 0 : 1);
const random = (below: number): number => between(numbers, 0, below - 1);
const raw = openRawMessages(folder);

const anyOf = (): number[] => {
  const mine = (number: number): boolean => isAccount || whoseMessage(number) !== 'the account alone';
  return Array.from({ length: 1 + random(8) }, () => random(packedMessages)).filter(mine);
};
// One write each: what was told is told, whenever the end comes.
const tell = (what: string, which: readonly number[]): void => {
  if (which.length > 0) writeSync(1, `${what} ${which.join(' ')}\n`);
};

tell('ready', [0]);
let staged: number[] = [];
for (;;) {
  const some = anyOf();
  const step = random(10);
  if (step < 5) {
    tell('coming', some);
    raw.stage(some.map(packedMessage));
    staged.push(...some);
  } else if (step < 7) {
    raw.settle();
    tell('here', staged);
    staged = [];
  } else if (step < 9 && isAccount) {
    // Nobody may count on what is staged before, and removed after.
    const going = some.filter((number) => whoseMessage(number) !== 'everybody' && !staged.includes(number));
    tell('going', going);
    raw.drop(going.map((number) => hashOf(packedMessage(number))));
    tell('gone', going);
  } else if (raw.isWasteful()) raw.compact();
}
