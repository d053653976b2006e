/** What the two devices choose from. */

/** Flags of which each side sets any. */
export const someFlags = ['\\Seen', '\\Flagged', '\\Answered', '$Label1', 'work'] as const;
/** Names of folders that both sides make, rename and remove. */
export const someNames = ['Boat', 'House', 'Tax', 'Trips'] as const;
/** Mailboxes that nobody removes. */
export const lastingPaths: ReadonlySet<string> = new Set(['INBOX', 'Archive', 'Trash', 'Sent', 'Junk', 'Drafts']);
