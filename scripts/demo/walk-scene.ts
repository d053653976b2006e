import { type HomingWindow, homingWindow } from '../../test/e2e/support/homing-window.ts';
import { launchHoming, type RunningHoming } from '../../test/e2e/support/launch-homing.ts';
import type { StoredMessage } from '../../test/servers/support/maildir.ts';
import { imapUser } from './demo-accounts.ts';
import type { DemoServers } from './demo-servers.ts';
import type { Demo } from './prepare-profile.ts';
import { takeSignals } from './take-signals.ts';

export interface WalkScene extends Demo {
  readonly display: string | undefined;
  readonly window: () => HomingWindow;
  /** Starts the program, or closes it and starts it again on the same profile. */
  start(): Promise<void>;
  end(): Promise<void>;
  /** A screenshot for the report. */
  shot(name: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** What the program printed, for the report about a failure. */
  output(): string;
}

export interface Step {
  readonly name: string;
  readonly limitMs: number;
  readonly run: (scene: WalkScene) => Promise<void>;
}

/** A step of the walk with servers. */
export interface ServerStep extends Omit<Step, 'run'> {
  readonly run: (scene: WalkScene, servers: DemoServers) => Promise<void>;
}

/** Every wait in the window ends after this. */
const waitMs = 15_000;

export function setScene(demo: Demo, display: string | undefined, picture: (name: string) => string): WalkScene {
  let running: RunningHoming | undefined;
  const homing = (): RunningHoming => {
    if (running === undefined) throw new Error('Homing is not running');
    return running;
  };
  const resize = async (width: number, height: number): Promise<void> => {
    const sizes = { width, height };
    await homing().app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      sizes,
    );
    await homing().page.waitForFunction((size) => window.innerWidth === size.width && window.innerHeight === size.height, sizes);
  };
  return {
    ...demo,
    display,
    window: () => homingWindow(homing().page),
    resize,
    output: () => running?.output() ?? '',
    start: async () => {
      await running?.close();
      running = await launchHoming({ profile: demo.profile, ...(display !== undefined && { display }) });
      const started = running;
      takeSignals(() => void started.close());
      running.page.setDefaultTimeout(waitMs);
      await resize(1280, 800);
    },
    end: async () => {
      await running?.close();
      running = undefined;
    },
    shot: async (name) => void (await homing().page.screenshot({ path: picture(name) })),
  };
}

/** Fails loudly, with a sentence, when something is not as it must be. */
export function check(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

/** What the server itself has on its disk: the message with this subject in a mailbox of the IMAP account. */
export async function onServer({ dovecot }: DemoServers, mailbox: string, subject: string): Promise<StoredMessage | undefined> {
  const messages = (await dovecot.contents(imapUser.name)).get(mailbox) ?? [];
  return messages.find(({ raw }) => raw.toString('latin1').includes(`\r\nSubject: ${subject}\r\n`));
}
