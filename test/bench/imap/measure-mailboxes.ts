import { type ResultRow, seconds } from '../support/result-rows.ts';
import { commandNames, counts, most } from './measure-unchanged.ts';
import { quietLooks } from './quiet-looks.ts';
import { type Scene, spreadOver } from './scene.ts';

/** Nor with more mailboxes, where the server tells of all of them at once (LIST-STATUS, RFC 5819): Dovecot does. */
export async function measureMailboxes(scene: Scene): Promise<readonly ResultRow[]> {
  const looks = await quietLooks(scene, 'spread');
  return [
    {
      what: `round trips when nothing changed in ${spreadOver} mailboxes`,
      value: most(looks),
      limit: 3,
      unit: 'trips',
      note: `${counts(looks)} (${commandNames(looks)}) in ${seconds(looks.times)}; a bare client needs 1 (LIST with STATUS)`,
    },
  ];
}
