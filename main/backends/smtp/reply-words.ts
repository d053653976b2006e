import { quote } from '../pop/server-words.ts';

interface Credentials {
  readonly userName: string;
  readonly password: string;
}

/**
 * What an SMTP server said, fit to be shown and logged: on one line, and without the password, in clear or as it goes over
 * the wire. The user name is hidden as well while signing in; later it is often an address the answer is about.
 */
export function replyWords(said: string, { userName, password }: Credentials, signingIn: boolean): string {
  const secrets = [base64(`\0${userName}\0${password}`), base64(password), password];
  if (signingIn) secrets.push(base64(userName), userName);
  return quote(said, secrets);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
