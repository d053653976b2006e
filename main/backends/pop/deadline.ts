/** One timer that says once that something took too long. */
export class Deadline {
  #timer: NodeJS.Timeout | null = null;

  /** Starts over. */
  start(milliseconds: number, expired: () => void): void {
    this.stop();
    this.#timer = setTimeout(expired, milliseconds);
  }

  /** A sign of life: the same time again from now. */
  extend(): void {
    this.#timer?.refresh();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  get running(): boolean {
    return this.#timer !== null;
  }
}
