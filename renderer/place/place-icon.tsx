/** The sign for each place, the same in list, message and legend: a cloud is the server, a laptop is here. */
import { ArrowRightLeft, Cloud, Laptop } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { PlaceKind } from '../../shared/place.ts';

const icons: Readonly<Record<PlaceKind, readonly LucideIcon[]>> = {
  server: [Cloud],
  'server-and-here': [Cloud, Laptop],
  here: [Laptop],
  moving: [ArrowRightLeft],
};

export function PlaceIcon({ kind }: { readonly kind: PlaceKind }) {
  return icons[kind].map((Icon, position) => <Icon key={position} aria-hidden="true" />);
}
