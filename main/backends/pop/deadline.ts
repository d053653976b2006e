/** Says once that something took too long. */
export class Deadline {
  #timer: NodeJS.Timeout | null = null;
  #sooner: NodeJS.Timeout | null = null;
  #expired: () => void = () => {};

  /** Starts over. */
  start(milliseconds: number, expired: () => void): void {
    this.stop();
    this.#expired = expired;
    this.#timer = setTimeout(expired, milliseconds);
  }

  /** A sign of life: the same time again from now. */
  extend(): void {
    this.#hurryNoMore();
    this.#timer?.refresh();
  }

  /** If it runs: the next sign of life has to come within this time. */
  hurry(milliseconds: number): void {
    if (this.#timer === null) return;
    this.#hurryNoMore();
    this.#sooner = setTimeout(this.#expired, milliseconds);
  }

  stop(): void {
    this.#hurryNoMore();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  get running(): boolean {
    return this.#timer !== null;
  }

  #hurryNoMore(): void {
    if (this.#sooner !== null) clearTimeout(this.#sooner);
    this.#sooner = null;
  }
}
