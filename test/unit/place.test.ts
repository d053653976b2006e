import { describe, expect, it } from 'vitest';
import { type PlaceFacts, placeOf } from '../../shared/place.ts';

describe('the place of a message', () => {
  it.each<[Partial<PlaceFacts>, ReturnType<typeof placeOf>]>([
    [{ onServer: true }, { kind: 'server' }],
    [{ onServer: true, here: true }, { kind: 'server-and-here' }],
    [{ here: true }, { kind: 'here' }],
    [{ onServer: true, here: true, operationPending: true }, { kind: 'moving' }],
    [{ here: true, operationPending: true }, { kind: 'moving' }],
    [
      { onServer: true, here: true, leavesServerAt: 5 },
      { kind: 'server-and-here', leavesServerAt: 5 },
    ],
    [{ here: true, leavesServerAt: 5 }, { kind: 'here' }],
    [{ onServer: true, leavesServerAt: 5 }, { kind: 'server' }],
  ])('%o is %o', (facts, place) => {
    expect(placeOf({ onServer: false, here: false, operationPending: false, ...facts })).toEqual(place);
  });
});
