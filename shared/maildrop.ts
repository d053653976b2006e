/**
 * What is to become of one message in a maildrop, from the next check on.
 * - `fetch`: it is downloaded, whatever its size
 * - `remove`: it goes from the server without having been downloaded
 * - `leave`: it stays there and is not downloaded by itself
 */
export type MaildropChoice = 'fetch' | 'remove' | 'leave';
