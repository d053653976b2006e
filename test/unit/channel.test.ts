import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { connect, serve } from '../../main/threads/channel.ts';
import { MailFailureError } from '../../shared/failure.ts';

interface Calls {
  add(a: number, b: number): number;
  slow(): string;
  refuse(): void;
  break(): void;
  announce(text: string): void;
}
interface Events {
  said: string;
}

const ports: { close(): void }[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

function bothEnds(): ReturnType<typeof connect<Calls, Events>> {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serve<Calls, Events>(port1, (emit) => ({
    add: (a, b) => a + b,
    slow: () => new Promise((resolve) => setTimeout(() => resolve('late'), 10)),
    refuse: () => {
      throw new MailFailureError({ kind: 'quota', retry: 'after-user', text: 'Full.' });
    },
    break: () => {
      throw new TypeError('our mistake');
    },
    announce: (text) => emit('said', text),
  }));
  return connect<Calls, Events>(port2);
}

describe('a channel', () => {
  it('answers each call with its own value, whatever the order', async () => {
    const channel = bothEnds();
    await expect(Promise.all([channel.call('slow'), channel.call('add', 2, 3), channel.call('add', 4, 5)])).resolves.toEqual([
      'late',
      5,
      9,
    ]);
  });

  it('carries a failure as it is', async () => {
    await expect(bothEnds().call('refuse')).rejects.toMatchObject({ failure: { kind: 'quota', text: 'Full.' } });
  });

  it('turns a mistake of ours into `bug` with its stack', async () => {
    await expect(bothEnds().call('break')).rejects.toMatchObject({
      failure: { kind: 'bug', code: expect.stringContaining('our mistake') },
    });
  });

  it('calls an unknown call a bug, also one named after a member of Object', async () => {
    const channel = bothEnds();
    for (const name of ['nothing', 'toString', '__proto__']) {
      await expect(channel.call(name as 'slow')).rejects.toMatchObject({ failure: { kind: 'bug' } });
    }
  });

  it('posts the events of a call before its answer', async () => {
    const channel = bothEnds();
    const heard: string[] = [];
    channel.on('said', (text) => heard.push(text));
    await channel.call('announce', 'first');
    expect(heard).toEqual(['first']);
  });

  it('fails what waits, and what comes, when the thread is gone', async () => {
    const channel = bothEnds();
    const waiting = channel.call('slow');
    channel.fail({ kind: 'bug', retry: 'never', text: 'gone' });
    await expect(waiting).rejects.toBeInstanceOf(MailFailureError);
    await expect(channel.call('add', 1, 1)).rejects.toMatchObject({ failure: { text: 'gone' } });
  });
});
