import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { networkNow } from '../../main/app/network-addresses.ts';
import { answersSoon } from '../../main/backends/imap/prove-alive.ts';
import { isJump, watchClock } from '../../main/worker/clock-jump.ts';
import { restingPlace } from '../../main/worker/resting-place.ts';
import { createSetbacks } from '../../main/worker/setbacks.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxRole } from '../../shared/mailbox.ts';

describe('the mailbox in which the connection waits', () => {
  const mailbox = (path: string, role: MailboxRole | null, selectable = true) => ({ path, role, selectable });
  const inbox = mailbox('INBOX', 'inbox');
  const work = mailbox('Work', null);
  it.each<[string, ReturnType<typeof mailbox> | null, boolean, string | null]>([
    ['the open one', work, true, 'Work'],
    ['the open one', work, false, 'Work'],
    ['anywhere, since the watch tells of the inbox', inbox, true, null],
    ['the inbox, which nobody watches', inbox, false, 'INBOX'],
    ['anywhere, with nothing open', null, true, null],
    ['the inbox, with nothing open', null, false, 'INBOX'],
    ['not one that cannot be opened', mailbox('Parent', null, false), true, null],
  ])('is %s', (_what, open, inboxWatched, path) => {
    expect(restingPlace({ open, inbox, inboxWatched })?.path ?? null).toBe(path);
  });
});

describe('a jump of the clock', () => {
  it.each([
    [20_000, false],
    [45_000, false],
    [81_000, true],
    [3_600_000, true],
    [-3_600_000, true],
  ])('%i ms between two looks at it: %s', (passed, expected) => {
    expect(isJump(1_000_000, 1_000_000 + passed)).toBe(expected);
  });

  it('is told once, until nobody listens any more', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    let now = 0;
    let jumps = 0;
    const pass = (ms: number): void => {
      now += ms;
      vi.advanceTimersByTime(20_000);
    };
    const end = watchClock(
      () => (jumps += 1),
      () => now,
    );
    for (const ms of [20_000, 20_500, 7_200_000, 20_000]) pass(ms);
    expect(jumps).toBe(1);
    end();
    pass(7_200_000);
    expect(jumps).toBe(1);
  });
});

describe('the network as it is now', () => {
  const wifi = { wlan0: [{ address: '192.168.0.7', internal: false }], lo: [{ address: '127.0.0.1', internal: true }] };
  it.each<[string, Parameters<typeof networkNow>[0], boolean]>([
    ['itself', { ...wifi }, true],
    ['its interfaces in another order', { lo: wifi.lo, wlan0: wifi.wlan0 }, true],
    ['one more address that reaches no further than the cable', { ...wifi, eth0: [{ address: 'fe80::1', internal: false }] }, true],
    ['another address', { ...wifi, wlan0: [{ address: '10.0.0.7', internal: false }] }, false],
    ['a cable beside it', { ...wifi, eth0: [{ address: '192.168.0.8', internal: false }] }, false],
    ['no network', { lo: wifi.lo }, false],
    ['an interface without addresses', { ...wifi, eth0: undefined }, true],
  ])('compared with %s', (_what, other, same) => {
    expect(networkNow(wifi) === networkNow(other)).toBe(same);
  });
});

describe('what goes wrong in a row', () => {
  const lost: MailFailure = { kind: 'offline', reason: 'lost', retry: 'later', text: '' };
  const auth: MailFailure = { kind: 'auth', retry: 'after-user', text: '' };
  const throttled: MailFailure = { kind: 'busy', retry: 'later', text: '', code: 'ETHROTTLE' };
  const setbacks = () => createSetbacks(() => 0.5);

  it('is tried again later and later, and soon after a connection that stood', () => {
    const own = setbacks();
    const delays = [0, 0, 0, 29_000, 30_000].map((stood) => {
      own.add(lost, stood, 1000);
      return (own.retryAt() ?? 0) - 1000;
    });
    expect(delays).toEqual([1000, 2000, 4000, 8000, 1000]);
  });

  it('starts anew when the computer woke up, and is over with a connection', () => {
    const own = setbacks();
    own.add(lost, 0, 0);
    own.add(lost, 0, 0);
    own.forget();
    own.add(lost, 0, 0);
    expect([own.isOffline(), own.retryAt()]).toEqual([true, 1000]);
    own.connected();
    expect([own.isOffline(), own.retryAt()]).toEqual([false, null]);
  });

  it.each<[string, MailFailure, boolean, number | null]>([
    ['tries at once a server that was away', lost, true, 1000],
    ['tries at once what may have been the door of a hotel', { kind: 'tls', retry: 'after-user', text: '' }, true, null],
    ['does not repeat a password', auth, false, null],
    ['does not hurry a server that asked for time', throttled, false, 900_000],
  ])('on waking up %s', (_what, failure, tries, retryAt) => {
    const own = setbacks();
    own.add(failure, 0, 0);
    expect([own.isOffline(), own.tryNow(), own.retryAt()]).toEqual([true, tries, retryAt]);
  });

  it('believes once more in a password that has let us in, and asks for another the second time', () => {
    const own = setbacks();
    own.connected();
    expect(own.add(auth, 60_000, 0)).toMatchObject({ kind: 'offline', text: auth.text });
    expect(own.retryAt()).toBe(1000);
    expect(own.add(auth, 0, 1000)).toEqual(auth);
    expect(own.retryAt()).toBeNull();
  });

  it.each<[string, () => ReturnType<typeof setbacks>]>([
    ['that is new', setbacks],
    [
      'that was changed here',
      () => {
        const own = setbacks();
        own.connected();
        own.forget();
        return own;
      },
    ],
  ])('asks at once for a password %s', (_what, made) => {
    expect(made().add(auth, 0, 0)).toEqual(auth);
  });

  it('believes in a password that has let us in when the program ran before', () => {
    expect(createSetbacks(() => 0.5, true).add(auth, 0, 0)).toMatchObject({ kind: 'offline' });
  });

  it('gives a POP server the time that it wants between two sign-ins', () => {
    const tooSoon: MailFailure = { kind: 'busy', retry: 'later', text: '', code: 'LOGIN-DELAY' };
    const own = createSetbacks(
      () => 0.5,
      false,
      () => 900_000,
    );
    own.add(tooSoon, 0, 1000);
    expect([own.retryAt(), own.tryNow(), own.slowDown(tooSoon)]).toEqual([901_000, false, 900_000]);
  });

  it('costs no attempts while there is no network', () => {
    const own = setbacks();
    own.network(false);
    for (let attempt = 0; attempt < 9; attempt++) own.add(lost, 0, 0);
    expect(own.retryAt()).toBe(300_000);
    own.network(true);
    own.add(lost, 0, 0);
    expect(own.retryAt()).toBe(1000);
  });

  it('slows down more each time a server asks for it, until a look comes to its end', () => {
    const own = setbacks();
    expect([own.slowDown(throttled), own.slowDown(throttled)]).toEqual([900_000, 1_800_000]);
    expect(own.isOffline()).toBe(false);
    own.lookedWell();
    expect(own.slowDown(throttled)).toBe(900_000);
  });
});

describe('a line that has to prove itself', () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  it('is alive when an answer comes, whatever it says', async () => {
    expect(await answersSoon({ ask: () => Promise.reject(new Error('no')), received: () => 0, withinMs: 5000 })).toBe(true);
  });

  it('is dead when nothing comes', async () => {
    expect(await answersSoon({ ask: never, received: () => 7, withinMs: 20 })).toBe(false);
  });

  it('is alive as long as a long answer before it goes on, and dead when that ends', async () => {
    let bytes = 0;
    const received = (): number => Math.min(3, bytes++);
    expect(await answersSoon({ ask: never, received, withinMs: 20 })).toBe(false);
    expect(bytes).toBeGreaterThan(3);
  });
});
