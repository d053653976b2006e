/** Who writes in the sample mail. Invented; all domains are reserved for examples (RFC 2606). */
import type { Person } from './letter.ts';

/** The owner of both demo accounts: the IMAP address, and the older one that is fetched by POP. */
export const ann: Person = { name: 'Ann Larsson', address: 'ann@example.org' };
export const annAtHome: Person = { name: 'Ann Larsson', address: 'ann.larsson@example.net' };

const person = (name: string, address: string): Person => ({ name, address });

export const maja = person('Maja Larsson', 'maja.larsson@example.net');
export const erik = person('Erik Larsson', 'erik@larsson-family.test');
export const priya = person('Priya Raman', 'priya.raman@example.net');
export const tom = person('Tom Ashdown', 'tom.ashdown@example.net');
export const hannah = person('Hannah Okoro', 'hannah@okoro-architects.test');
export const oskar = person('Oskar Bergfelt', 'oskar@bergfelt-joinery.test');
export const lena = person('Lena Voss', 'lena.voss@hollowaypress.test');
export const marcus = person('Marcus Thiele', 'm.thiele@uferverlag.test');
export const claire = person('Claire Aubertin', 'claire.aubertin@editions-brume.test');
export const misaki = person('佐藤 美咲', 'misaki@kawabe-books.test');
export const salma = person('سلمى الحدّاد', 'salma@dar-alwaha.test');
export const tomas = person('Tomás Varela', 'tomas@fernhillrowing.test');
export const greta = person('Greta Nyholm', 'greta@saltmarshchoir.test');
export const rowers = person('Fernhill Rowing Club', 'crew@fernhillrowing.test');
export const singers = person('Saltmarsh Choir', 'singers@saltmarshchoir.test');
