// The setup wizard as a person fills it in, by the names of its fields.
import type { Locator, Page } from 'playwright-core';

export interface Answers {
  readonly name: string;
  readonly address: string;
  readonly password: string;
  readonly kind: 'imap' | 'pop';
  /** The choice for the copies on the server, by its label; POP only. */
  readonly copies?: string;
  readonly userName: string;
  readonly incoming: ServerAnswers;
  readonly outgoing: ServerAnswers;
}

export interface ServerAnswers {
  readonly host: string;
  readonly port: number;
  readonly security: 'TLS' | 'STARTTLS' | 'None';
}

const kinds = { imap: 'Keep mail on the server (IMAP)', pop: 'Download mail to this computer (POP)' };

const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });

/** From the first page to the filled-in last one; "Add account" is not pressed yet. */
export async function fillWizard(page: Page, answers: Answers): Promise<void> {
  await field(page, 'Your name').fill(answers.name);
  await field(page, 'Email address').fill(answers.address);
  await field(page, 'Password').fill(answers.password);
  const keepAnyway = page.getByRole('checkbox', { name: 'Keep the password on this computer anyway' });
  if ((await keepAnyway.count()) > 0) await keepAnyway.check();
  await page.getByRole('button', { name: 'Set up by hand', exact: true }).click();
  await page.getByRole('radiogroup', { name: 'Where should your mail live?' }).getByRole('radio', { name: kinds[answers.kind] }).click();
  if (answers.copies !== undefined) {
    await page.getByRole('radiogroup', { name: 'Copies on the server' }).getByRole('radio', { name: answers.copies }).click();
  }
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await fillServers(page, answers);
}

/** The last page alone. */
async function fillServers(page: Page, answers: Pick<Answers, 'userName' | 'incoming' | 'outgoing'>): Promise<void> {
  await fillServer(page, 'Incoming', answers.incoming);
  await fillServer(page, 'Outgoing', answers.outgoing);
  await field(page, 'User name').fill(answers.userName);
}

export async function fillServer(page: Page, side: 'Incoming' | 'Outgoing', { host, port, security }: ServerAnswers): Promise<void> {
  await field(page, `${side} server`).fill(host);
  await page.getByRole('combobox', { name: `${side} security`, exact: true }).click();
  await page.getByRole('option', { name: security, exact: true }).click();
  await page.getByLabel(`${side} port`, { exact: true }).fill(String(port));
}

export function addAccount(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Add account', exact: true }).click();
}
