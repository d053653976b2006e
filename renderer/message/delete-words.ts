/** The consequence of deleting as one sentence. */
import type { TFunction } from 'i18next';
import { assertNever } from '../../shared/failure.ts';
import { dayDate } from '../strings/dates.ts';
import type { DeleteConsequence } from './delete-consequence.ts';

export function deleteWords(t: TFunction, consequence: DeleteConsequence): string {
  const { how, server } = consequence;
  const trash = how === 'trash';
  if (consequence.where === 'server') return t(trash ? 'delete.trashServer' : 'delete.foreverServer', { server });
  switch (consequence.copy) {
    case 'none':
      return t(trash ? 'delete.trashHereOnly' : 'delete.foreverHereOnly');
    case 'stays':
      return t(trash ? 'delete.trashCopyStays' : 'delete.foreverCopyStays', { server });
    case 'whole-stays':
      return t(trash ? 'delete.trashHead' : 'delete.foreverHead', { server });
    case 'stays-until':
      return t(trash ? 'delete.trashCopyStaysUntil' : 'delete.foreverCopyStaysUntil', { server, date: dayDate(consequence.date) });
    case 'goes-at-next-check':
      return t(trash ? 'delete.trashCopyGoesSoon' : 'delete.foreverCopyGoesSoon', { server });
    case 'goes-now':
      return t(trash ? 'delete.trashCopyGoes' : 'delete.foreverCopyGoes', { server });
    default:
      return assertNever(consequence);
  }
}
