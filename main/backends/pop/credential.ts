/** What proves to a server who asks: a password, or an access token of OAuth 2 (RFC 6750). */
export type PopCredential = { readonly kind: 'password'; readonly password: string } | { readonly kind: 'token'; readonly token: string };

/** The secret itself, which no failure and no log may show. */
export function secretOf(credential: PopCredential): string {
  return credential.kind === 'password' ? credential.password : credential.token;
}
