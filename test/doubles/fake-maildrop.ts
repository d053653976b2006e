/** The maildrop behind the fake api. What is chosen online is carried out at once, as by a check that takes no time. */
import type { MaildropEntry, MaildropLook, MaildropPick } from '../../shared/maildrop.ts';

export class FakeMaildrop {
  #look: MaildropLook;

  constructor(look: MaildropLook) {
    this.#look = look;
  }

  look(): MaildropLook {
    return this.#look;
  }

  choose(picks: readonly MaildropPick[], offline: boolean): void {
    const choices = new Map(picks.map(({ uidl, choice }) => [uidl, choice]));
    const entries = this.#look.entries.flatMap((entry): readonly MaildropEntry[] => {
      const choice = entry.uidl === null ? undefined : choices.get(entry.uidl);
      if (choice === undefined) return [entry];
      if (offline || choice === 'leave') return [{ ...entry, choice }];
      return choice === 'remove' ? [] : [{ ...entry, choice: null, state: 'here' }];
    });
    this.#look = { ...this.#look, entries };
  }
}
