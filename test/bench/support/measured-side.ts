/** The inside of a process of its own that is measured: answers calls, and says how much memory it took and how long it was deaf. */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Emit, type Handlers, type Port, serve } from '../../../main/threads/channel.ts';

/** Since the last `measureFromNow`. Megabytes of 1024 * 1024 bytes. */
export interface Measurements {
  readonly residentMb: number;
  readonly peakMb: number;
  /** Processor time of all its threads: the same however busy the computer is with other things. */
  readonly cpuMs: number;
  /** The longest time in which the event loop did not turn. */
  readonly longestTurnMs: number;
}

export interface MeasuredCalls {
  measureFromNow(): void;
  measurements(): Measurements;
}

/** Milliseconds between two looks at the event loop. */
const resolution = 10;

/** `create` makes what answers the calls, those about measuring included. */
export function serveMeasured<Calls, Events>(create: (emit: Emit<Events>, measuring: Handlers<MeasuredCalls>) => Handlers<Calls>): void {
  const turns = monitorEventLoopDelay({ resolution });
  let cpuBefore = process.cpuUsage();
  // Whoever started it is gone.
  process.on('disconnect', () => process.exit());
  const port: Port = {
    postMessage: (message) => void process.send?.(message),
    on: (event, listener) => process.on(event, listener),
  };
  const measuring: Handlers<MeasuredCalls> = {
    measureFromNow: () => {
      turns.enable();
      turns.reset();
      cpuBefore = process.cpuUsage();
    },
    measurements: () => ({
      cpuMs: cpuSince(cpuBefore),
      residentMb: statusMb('VmRSS'),
      peakMb: statusMb('VmHWM'),
      longestTurnMs: Math.max(0, turns.max / 1e6 - resolution),
    }),
  };
  serve<Calls, Events>(port, (emit) => create(emit, measuring));
}

/** Milliseconds. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** From Linux itself: proc(5). */
function statusMb(field: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
