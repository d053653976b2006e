import { pdfFile } from './document.ts';
import type { DatedLetter, Person } from './letter.ts';

type Item = readonly [what: string, price: number];

const shops = {
  tools: { name: 'Tidewater Tools', address: 'orders@tidewater-tools.test' },
  books: { name: 'Paper Lantern Books', address: 'orders@paperlantern-books.test' },
  energy: { name: 'Larch Energy', address: 'bills@larch-energy.test' },
  rail: { name: 'Nordlink Rail', address: 'receipts@nordlinkrail.test' },
  phone: { name: 'Tern Mobile', address: 'bill@tern-mobile.test' },
} satisfies Record<string, Person>;

const receipts: readonly (readonly [shop: keyof typeof shops, daysAgo: number, number: string, ...items: Item[]])[] = [
  ['books', 2.2, '20618', ['Letters from a Lighthouse', 18.9], ['An Atlas of Small Harbours', 34]],
  ['energy', 6.1, '11-2', ['Electricity, 212 kWh', 68.41], ['Standing charge', 9.5]],
  ['tools', 9.9, '7731', ['Linseed oil paint, white, 2.5 l', 58], ['Brush, oval, no. 12', 14.2], ['Sandpaper, mixed', 6.4]],
  ['rail', 13.4, 'NR-90214', ['Fernhill to Harbour Central, return', 42.6]],
  ['phone', 15.8, '0311', ['Tariff Small', 11], ['Calls abroad', 2.35]],
  ['tools', 22.7, '7655', ['Secateurs, forged', 49.9]],
  ['books', 26.3, '20377', ['The History of Fog', 22]],
  ['energy', 36.5, '10-2', ['Electricity, 187 kWh', 61.3], ['Standing charge', 9.5]],
  ['tools', 39.2, '7502', ['Window putty, 1 kg', 8.9], ['Glazing points', 3.2], ['Scraper', 11.5]],
  ['phone', 46.1, '0288', ['Tariff Small', 11]],
  ['rail', 49.8, 'NR-88830', ['Harbour Central to Fernhill', 21.3]],
  ['books', 55.4, '19904', ['Knots for Every Purpose', 16.5], ['Tide Tables', 7]],
  ['energy', 66.9, '09-2', ['Electricity, 164 kWh', 54.92], ['Standing charge', 9.5]],
  ['tools', 69.6, '7288', ['Ladder stay', 37]],
  ['phone', 76.3, '0259', ['Tariff Small', 11], ['Data pass', 4]],
  ['books', 81.7, '19355', ['A Grammar of Rain', 27.8]],
];

/** For the mailbox Receipts: one mail for each purchase, with the receipt as PDF. */
export function lettersWithReceipts(): readonly DatedLetter[] {
  return receipts.map(([shop, daysAgo, number, ...items]) => {
    const from = shops[shop];
    const sum = items.reduce((total, [, price]) => total + price, 0);
    const lines = [...items, ['Total', sum] as const].map(([what, price]) => `${what.padEnd(42, ' ')}${price.toFixed(2).padStart(9, ' ')}`);
    return {
      from,
      daysAgo,
      subject: `Receipt ${number}: ${items[0]?.[0] ?? ''}${items.length > 1 ? ` and ${items.length - 1} more` : ''}`,
      text: `Thank you for your order.\n\n${lines.join('\n')}\n\nPaid. The receipt is attached as PDF.\n\n${from.name}`,
      files: [pdfFile(`receipt-${number}.pdf`, `${from.name}: receipt ${number}`, lines)],
    };
  });
}
