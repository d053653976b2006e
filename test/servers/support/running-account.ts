// A whole account worker, as its thread runs it, but in this process: real servers, real store, real reader beside it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { createReader } from '../../../main/reader/reader.ts';
import type { Emit, Handlers } from '../../../main/threads/channel.ts';
import type { AccountCalls, AccountEvents, ReaderCalls } from '../../../main/threads/protocol.ts';
import { createAccountWorker } from '../../../main/worker/account-worker.ts';
import type { Account, AccountStatus, CopiesPolicy, ServerAddress } from '../../../shared/account.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { Mailbox, MailboxRole } from '../../../shared/mailbox.ts';
import type { MessageSummary } from '../../../shared/message.ts';

type Heard = { readonly [Name in keyof AccountEvents]: AccountEvents[Name][] };

export interface RunningAccount {
  readonly account: Account;
  readonly worker: Handlers<AccountCalls>;
  readonly reader: Handlers<ReaderCalls>;
  readonly heard: Heard;
  /** Of its store. */
  readonly folder: string;
  /** The newest status that was told. */
  status(): AccountStatus | undefined;
  mailbox(role: MailboxRole): Promise<Mailbox>;
  rows(role: MailboxRole): Promise<readonly MessageSummary[]>;
  /** Ends the worker as the program does; the folder stays. */
  stop(): Promise<void>;
  /** The program starts again on the same folder. */
  startAgain(): Promise<void>;
  /** Stops, and removes the folder. */
  end(): Promise<void>;
}

export interface AccountOptions {
  readonly kind: 'imap' | 'pop';
  readonly address: string;
  readonly incoming: ServerAddress;
  readonly outgoing: ServerAddress;
  readonly password: string | null;
  readonly copies?: CopiesPolicy;
  readonly largestDownload?: number;
  /** Minutes between two checks of a POP account, its own and that of the settings (10 unless told). */
  readonly checkEvery?: number;
  readonly interval?: number;
}

export async function runAccount(options: AccountOptions): Promise<RunningAccount> {
  const folder = mkdtempSync(join(tmpdir(), 'homing-account-'));
  const base = {
    id: 'a' as Account['id'],
    identity: { name: 'Ann', address: options.address },
    incoming: options.incoming,
    outgoing: options.outgoing,
  };
  const account: Account =
    options.kind === 'imap'
      ? { ...base, kind: 'imap' }
      : {
          ...base,
          kind: 'pop',
          copies: options.copies ?? { kind: 'leave' },
          largestDownload: options.largestDownload ?? null,
          checkEvery: options.checkEvery ?? null,
        };
  const heard: Heard = {
    'store.changed': [],
    'account.status': [],
    'mail.arrived': [],
    'operation.failed': [],
    'credentials.needed': [],
    'certificate.untrusted': [],
    'bug.noticed': [],
  };
  const emit: Emit<AccountEvents> = (name, payload) => {
    (heard[name] as unknown[]).push(payload);
  };
  const worker = createAccountWorker(emit);
  const reader = createReader();
  const start = async (): Promise<void> => {
    await worker.start({ account, folder, password: options.password, interval: options.interval ?? 10 });
    await reader.open([{ account, folder }]);
  };
  const stop = async (): Promise<void> => {
    await reader.close(account.id);
    await worker.stop();
  };
  const mailbox = async (role: MailboxRole): Promise<Mailbox> => {
    const found = (await reader.mailboxes()).find((each) => each.role === role);
    if (found === undefined) throw new Error(`no ${role} yet`);
    return found;
  };
  await start();
  return {
    account,
    worker,
    reader,
    heard,
    folder,
    mailbox,
    status: () => heard['account.status'].at(-1),
    rows: async (role) => {
      const { id } = await mailbox(role);
      return (await reader.page({ kind: 'mailbox', accountId: account.id, mailboxId: id }, null)).rows;
    },
    stop,
    startAgain: start,
    end: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something is so; says what was missing when it never was. */
export function eventually(check: () => unknown): Promise<void> {
  return vi.waitFor(async () => void (await check()), { timeout: 15_000, interval: 25 });
}

export function draftTo(to: string, fields: Partial<Draft> = {}): Draft {
  return {
    accountId: 'a' as Draft['accountId'],
    to,
    cc: '',
    bcc: '',
    subject: 'Hello',
    text: 'How are you?',
    attachments: [],
    inReplyTo: null,
    ...fields,
  };
}
