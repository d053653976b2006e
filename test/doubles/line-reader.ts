import type { Socket } from 'node:net';

/** Reads what a client sends, by lines or by bytes, in the order it came. Bytes are shown as latin1, one character each. */
export class LineReader {
  /** The last line read. */
  last = '';
  private buffered = '';
  private closed = false;
  private wake: () => void = () => undefined;

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.buffered += chunk.toString('latin1');
      this.wake();
    });
    const close = (): void => {
      this.closed = true;
      this.wake();
    };
    socket.once('end', () => {
      close();
      socket.end();
    });
    socket.once('close', close);
  }

  /** The next line without its CRLF. Fails when the client goes instead. */
  async line(): Promise<string> {
    await this.until(() => this.buffered.includes('\r\n'));
    const end = this.buffered.indexOf('\r\n');
    this.last = this.buffered.slice(0, end);
    this.buffered = this.buffered.slice(end + 2);
    return this.last;
  }

  /** Takes that many bytes. */
  async bytes(count: number): Promise<void> {
    await this.until(() => this.buffered.length >= count);
    this.buffered = this.buffered.slice(count);
  }

  /** Waits until the client has closed its side. */
  async ended(): Promise<void> {
    while (!this.closed) await this.change();
  }

  /** Waits until the client has closed its side, and fails when it says anything before. */
  async endedInSilence(): Promise<void> {
    while (!this.closed && this.buffered === '') await this.change();
    if (this.buffered !== '') throw new Error(`the client still sent ${JSON.stringify(this.buffered)}`);
  }

  private async until(ready: () => boolean): Promise<void> {
    while (!ready()) {
      if (this.closed) throw new Error(`the client closed the connection; unread: ${JSON.stringify(this.buffered)}`);
      await this.change();
    }
  }

  private change(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }
}
