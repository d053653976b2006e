/** The sign for each place, the same in list, message and legend: a cloud is the server, a laptop is here. */
import { ArrowRightLeft, Cloud, FileText, Laptop } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { PlaceKind } from '../../shared/place.ts';

/** `file`: a message that is in no account. */
export type PlaceSign = PlaceKind | 'file';

const icons: Readonly<Record<PlaceSign, readonly LucideIcon[]>> = {
  server: [Cloud],
  'server-and-here': [Cloud, Laptop],
  here: [Laptop],
  moving: [ArrowRightLeft],
  file: [FileText],
};

export function PlaceIcon({ kind }: { readonly kind: PlaceSign }) {
  return icons[kind].map((Icon, position) => <Icon key={position} aria-hidden="true" />);
}
