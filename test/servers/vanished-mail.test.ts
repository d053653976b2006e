// Most of a mailbox is gone from the server at once: nothing is believed, and the person says what is to become of it.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { type NewAccount, newAccount } from './support/new-account.ts';
import { otherDevice } from './support/other-device.ts';
import { eventually } from './support/running-account.ts';

let server: DovecotServer;
beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());

const subjectsThere = async (user: string): Promise<string[]> =>
  ((await server.contents(user)).get('INBOX') ?? []).map(({ raw }) => /^Subject: (.*)$/mu.exec(raw.toString())?.[1]?.trim() ?? '').sort();

/** 30 letters here and on the server, of which another device, or a fault, removes 25. */
async function afterTheLoss(): Promise<NewAccount> {
  const account = await newAccount(server, 'imap', 30);
  await eventually(async () =>
    expect((await account.rows('inbox')).filter(({ place }) => place.kind === 'server-and-here')).toHaveLength(30),
  );
  const other = await otherDevice(server, account.user, account.password);
  onTestFinished(() => other.close());
  await other.mailboxOpen('INBOX');
  await other.messageDelete('1:25', { uid: true });
  await account.worker.checkMail();
  await eventually(() => expect(account.status()?.vanished).toMatchObject([{ mailbox: 'Inbox', count: 25 }]));
  expect((await account.rows('inbox')).filter(({ place }) => place.kind === 'here')).toHaveLength(25);
  return account;
}

describe('mail that vanished at once', () => {
  it('stays, and is asked about again after a restart', async () => {
    const account = await afterTheLoss();
    await account.stop();
    await account.startAgain();
    await eventually(() => expect(account.status()?.vanished).toMatchObject([{ count: 25 }]));
  });

  it('is put back, each message once, as it was', async () => {
    const account = await afterTheLoss();
    const { id } = await account.mailbox('inbox');
    await account.worker.answerVanished(id, 'put-back');
    await eventually(async () => expect(account.status()).toMatchObject({ queued: 0, vanished: [] }));
    const subjects = Array.from({ length: 30 }, (_, at) => `Letter ${at + 1}`).sort();
    expect(await subjectsThere(account.user)).toEqual(subjects);
    await account.worker.checkMail();
    const rows = await account.rows('inbox');
    expect(rows.map(({ subject }) => subject).sort()).toEqual(subjects);
    expect(rows.every(({ place }) => place.kind === 'server-and-here')).toBe(true);
  });

  it('is kept, and nobody is asked any more', async () => {
    const account = await afterTheLoss();
    const { id } = await account.mailbox('inbox');
    await account.worker.answerVanished(id, 'keep');
    expect(account.status()?.vanished).toEqual([]);
    await account.worker.checkMail();
    expect(account.status()?.vanished).toEqual([]);
    expect((await account.rows('inbox')).filter(({ place }) => place.kind === 'here')).toHaveLength(25);
    expect(await subjectsThere(account.user)).toHaveLength(5);
  });

  it('goes from here, too, when that is the answer', async () => {
    const account = await afterTheLoss();
    const { id } = await account.mailbox('inbox');
    await account.worker.answerVanished(id, 'remove');
    expect(account.status()?.vanished).toEqual([]);
    expect(await account.rows('inbox')).toHaveLength(5);
  });
});
