import type { BareFetch } from '../support/bare-fetch.ts';
import type { Login } from '../support/login.ts';

/** What the yardstick can do: a loop of a few lines over a socket that throws away what it gets. */
export interface BareCalls {
  /** Everything in the maildrop, with a window of RETR commands on the way (PIPELINING, RFC 2449 section 6.6). */
  retrieveAll(login: Login): BareFetch;
}
