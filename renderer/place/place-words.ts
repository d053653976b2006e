/** Where a message is, in words: a phrase for rows and names, a sentence for the open message. */
import type { TFunction } from 'i18next';
import type { Account } from '../../shared/account.ts';
import type { Place, PlaceKind } from '../../shared/place.ts';
import { dayDate } from '../strings/dates.ts';

const phraseKeys = {
  server: 'place.server',
  'server-and-here': 'place.serverAndHere',
  here: 'place.here',
  moving: 'place.moving',
} as const satisfies Record<PlaceKind, string>;

const lineKeys = {
  server: 'place.line.server',
  'server-and-here': 'place.line.serverAndHere',
  here: 'place.line.here',
  moving: 'place.line.moving',
} as const satisfies Record<PlaceKind, string>;

/** "On the server and here, leaves the server on 12 May 2026". */
export function placePhrase(t: TFunction, place: Place): string {
  const phrase = t(phraseKeys[place.kind]);
  return place.leavesServerAt === undefined ? phrase : t('place.leaves', { place: phrase, date: dayDate(place.leavesServerAt) });
}

/** A whole sentence. */
export function placeLine(t: TFunction, place: Place, { kind, incoming }: Account): string {
  const server = incoming.host;
  if (kind === 'pop' && place.kind === 'server') return t('place.line.head', { server });
  if (place.kind === 'server-and-here' && place.leavesServerAt !== undefined)
    return t('place.line.serverAndHereLeaves', { server, date: dayDate(place.leavesServerAt) });
  return t(lineKeys[place.kind], { server });
}
