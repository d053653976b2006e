import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'internal'>[] | undefined>>;

/**
 * The addresses under which this computer is on a network, as text to compare: another one means that connections made before are
 * worth nothing. Addresses of the computer to itself, and those that reach no further than the cable (RFC 4291 section 2.5.6), do
 * not count.
 */
export function networkNow(interfaces: Interfaces): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) => addresses.filter(reachesOut).map(({ address }) => `${name} ${address}`))
    .sort()
    .join('\n');
}

function reachesOut({ address, internal }: Pick<NetworkInterfaceInfo, 'address' | 'internal'>): boolean {
  return !internal && !/^(fe[89ab]|169\.254\.)/i.test(address);
}
