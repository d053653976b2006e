// Whether mail was lost or doubled, and what only we asked for was done.
import type { Problem } from './compare-rows.ts';
import type { MailLedger } from './mail-ledger.ts';
import type { ServerRows } from './server-rows.ts';

/** Every message as often as it may be there, and what only we asked for done. */
export function checkLedger(server: ServerRows, ledger: MailLedger): Problem[] {
  const places = new Map<number, { readonly path: string; readonly flags: string }[]>();
  for (const [path, rows] of server) {
    for (const { number, flags } of rows) places.set(number, [...(places.get(number) ?? []), { path, flags }]);
  }
  const bounds = ledger.numbers().flatMap((number) => {
    const { least, most } = ledger.bounds(number);
    const count = places.get(number)?.length ?? 0;
    return count < least || count > most
      ? [{ number, text: `is ${count} times on the server, and should be ${least} to ${most} times` }]
      : [];
  });
  const wishes = ledger.wishes.sure().flatMap(({ number, path, flags }) => {
    const [place, ...others] = places.get(number) ?? [];
    if (place === undefined || others.length > 0) return [{ number, text: `is ${others.length} times too often somewhere` }];
    const lost = [...flags].filter(([flag, isSet]) => place.flags.split(' ').includes(flag) !== isSet);
    return [
      ...(path === null || path === place.path ? [] : [{ number, text: `is in ${place.path}, and was moved to ${path}` }]),
      ...lost.map(([flag, isSet]) => ({ number, text: `${isSet ? 'has no' : 'still has'} ${flag}` })),
    ];
  });
  return [...bounds, ...wishes];
}
