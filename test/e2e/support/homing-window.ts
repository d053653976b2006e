// The window as people and screen readers know it: by roles and names only. A name that changes breaks the window tests on purpose.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { Result } from '../../../shared/failure.ts';
import type { CommandName, Commands, Queries, QueryName } from '../../../shared/ipc.ts';

export interface HomingWindow {
  readonly page: Page;
  /** The sidebar's item of a mailbox; of the first account that has it unless an address is given. */
  mailbox(name: string, account?: string): Locator;
  openMailbox(name: string, account?: string): Promise<void>;
  openAllInboxes(): Promise<void>;
  /** The row of the list whose name holds this. Only rows near the screen exist: see `search`. */
  row(text: string | RegExp): Locator;
  /** How many messages the open view holds, also those off the screen; 0 for an empty one. */
  messageCount(): Promise<number>;
  /** Clicks the row and waits for the message with this subject. Returns the region it is shown in. */
  openMessage(subject: string): Promise<Locator>;
  body(): FrameLocator;
  /** Presses a button of the open message. */
  onMessage(name: string): Promise<void>;
  button(name: string): Locator;
  textbox(name: string): Locator;
  /** Types into "Search mail" and waits for a list of finds; an empty text ends the search. */
  search(text: string): Promise<void>;
  /** What the status line says. */
  status(): Promise<string>;
  /** The meter in the sidebar. */
  storage(address: string): Promise<{ readonly percent: number; readonly words: string }>;
  /** Opens or closes the Storage view. */
  openStorage(): Promise<Locator>;
  /** What the page itself does: the very calls of the wizard and the buttons. Throws with the failure's sentence. */
  command<N extends CommandName>(name: N, ...args: Parameters<Commands[N]>): Promise<ReturnType<Commands[N]>>;
  query<N extends QueryName>(name: N, ...args: Parameters<Queries[N]>): Promise<ReturnType<Queries[N]>>;
}

export function homingWindow(page: Page): HomingWindow {
  const sidebar = page.getByRole('navigation', { name: 'Mailboxes' });
  const list = page.getByRole('listbox', { name: 'Messages' });
  const message = page.getByRole('region', { name: 'Message', exact: true });

  const mailbox = (name: string, account?: string): Locator => {
    const within = account === undefined ? sidebar : sidebar.getByRole('group', { name: account, exact: true });
    return within.getByRole('treeitem', { name: named(name) }).first();
  };
  const openMailbox = async (name: string, account?: string): Promise<void> => {
    const item = mailbox(name, account);
    await item.click();
    await page.waitForFunction((element) => element?.getAttribute('aria-selected') === 'true', await item.elementHandle());
  };

  return {
    page,
    mailbox,
    openMailbox,
    openAllInboxes: () => openMailbox('All inboxes'),
    row: (text) => list.getByRole('option', { name: text }).first(),
    async messageCount() {
      const first = list.getByRole('option').first();
      if ((await first.count()) === 0) return 0;
      const size = Number(await first.getAttribute('aria-setsize'));
      // The size of a search is not known before its last page (-1).
      return size < 0 ? list.getByRole('option').count() : size;
    },
    async openMessage(subject) {
      await list.getByRole('option', { name: subject }).first().click();
      await message.getByRole('heading', { name: subject }).waitFor();
      return message;
    },
    body: () => message.frameLocator('iframe[title="Message body"]'),
    onMessage: (name) => message.getByRole('button', { name, exact: true }).click(),
    button: (name) => page.getByRole('button', { name, exact: true }),
    textbox: (name) => page.getByRole('textbox', { name, exact: true }),
    async search(text) {
      await page.getByRole('searchbox', { name: 'Search mail' }).fill(text);
      // The list follows a moment after the last key.
      await page.getByRole('heading', { name: /^Searched/ }).waitFor({ state: text === '' ? 'hidden' : 'visible' });
    },
    status: () => page.getByRole('status', { name: 'Status' }).innerText(),
    async storage(address) {
      const meter = sidebar.getByRole('meter', { name: `Storage of ${address}` });
      await meter.waitFor();
      return { percent: Number(await meter.getAttribute('aria-valuenow')), words: (await meter.getAttribute('aria-valuetext')) ?? '' };
    },
    async openStorage() {
      await sidebar.getByRole('button', { name: 'Storage', exact: true }).click();
      return page.getByRole('region', { name: 'Storage', exact: true });
    },
    command: (name, ...args) => callApi(page, 'command', name, args),
    query: (name, ...args) => callApi(page, 'query', name, args),
  };
}

async function callApi<T>(page: Page, how: 'command' | 'query', name: string, args: readonly unknown[]): Promise<T> {
  type LooseApi = Record<'command' | 'query', (name: string, ...args: readonly unknown[]) => Promise<Result<T>>>;
  const result = await page.evaluate(
    ([verb, called, values]) => (window as unknown as { readonly api: LooseApi }).api[verb](called, ...values),
    [how, name, args] as const,
  );
  if (!result.ok) throw new Error(`${name}: ${result.failure.text}`);
  return result.value;
}

/** A mailbox is named with its unread count, if it has one. */
function named(name: string): RegExp {
  return new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?:, \\d+ unread)?$`);
}
