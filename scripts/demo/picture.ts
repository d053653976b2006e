/** Pictures as real PNG files (RFC 2083), painted from a seed: evening hills over water, with the grain of a camera. */
import { crc32, deflateSync } from 'node:zlib';
import { seededRandom } from './random.ts';

type Colour = readonly [number, number, number];

const skies: readonly (readonly [Colour, Colour])[] = [
  [
    [92, 132, 178],
    [244, 205, 164],
  ],
  [
    [64, 92, 138],
    [232, 158, 138],
  ],
  [
    [126, 172, 208],
    [236, 238, 224],
  ],
  [
    [88, 104, 128],
    [198, 204, 206],
  ],
];
const hillTones: readonly Colour[] = [
  [112, 134, 142],
  [74, 104, 104],
  [42, 70, 64],
];

/** A landscape of `width` x `height`, different for each seed. Grain makes it as heavy as a photograph. */
export function landscapePng(seed: number, width: number, height: number): Buffer {
  const random = seededRandom(seed);
  const [top, low] = skies[Math.floor(random() * skies.length)] ?? [
    [90, 130, 180],
    [240, 200, 160],
  ];
  const hills = hillTones.map((tone, layer) => ({ tone, line: ridge(random, width, height * (0.42 + layer * 0.16), height * 0.09) }));
  const pixels = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    const sky = blend(top, low, Math.min(1, y / (height * 0.55)));
    for (let x = 0; x < width; x += 1) {
      const hill = hills.findLast(({ line }) => y >= (line[x] ?? height));
      const base = hill?.tone ?? sky;
      const grain = (random() - 0.5) * 14;
      const at = y * (1 + width * 3) + 1 + x * 3;
      for (let channel = 0; channel < 3; channel += 1) pixels[at + channel] = clamp((base[channel] ?? 0) + grain);
    }
  }
  return png(width, height, pixels);
}

/** One height for each column: a few waves on top of each other. */
function ridge(random: () => number, width: number, middle: number, swing: number): Float64Array {
  const waves = Array.from({ length: 4 }, (_, at) => ({ phase: random() * 7, length: width / (1.2 + at * 1.7), share: swing / (at + 1) }));
  return Float64Array.from({ length: width }, (_, x) =>
    waves.reduce((y, { phase, length, share }) => y + Math.sin(phase + (x / length) * Math.PI * 2) * share, middle),
  );
}

function blend(from: Colour, to: Colour, share: number): Colour {
  const mix = (channel: 0 | 1 | 2): number => from[channel] + (to[channel] - from[channel]) * share;
  return [mix(0), mix(1), mix(2)];
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** `pixels`: for each row a filter byte 0, then RGB. */
function png(width: number, height: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(pixels, { level: 4 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
