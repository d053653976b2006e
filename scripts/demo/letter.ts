/** A letter of the sample mail, before it becomes the bytes of a message. */
export interface Person {
  readonly name: string;
  readonly address: string;
}

export interface LetterFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Shown inside the HTML, which names it by `cid:`. */
  readonly contentId?: string;
}

export interface Letter {
  readonly from: Person;
  /** To the owner of the mailbox unless told. */
  readonly to?: readonly Person[];
  readonly cc?: readonly Person[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly files?: readonly LetterFile[];
  readonly headers?: Readonly<Record<string, string>>;
  /** The whole message where a composer would not write them (a bounce). */
  readonly raw?: (date: Date) => string;
}

/** A letter and when it arrived. */
export interface DatedLetter extends Letter {
  /** Days before now; 0.5 is twelve hours ago. */
  readonly daysAgo: number;
  readonly unread?: true;
  readonly starred?: true;
  readonly answered?: true;
}

/** A letter that may answer others. */
export interface Post extends DatedLetter {
  readonly messageId?: string;
  readonly references?: readonly string[];
}

/** Letters that answer each other, oldest first. */
export interface Conversation {
  readonly subject: string;
  readonly with: readonly Person[];
  readonly turns: readonly Turn[];
  /** Where what others wrote lies; Inbox unless told. What the owner wrote lies in Sent. */
  readonly mailbox?: string;
}

export interface Turn {
  readonly from: Person;
  readonly daysAgo: number;
  readonly text: string;
  readonly files?: readonly LetterFile[];
  readonly unread?: true;
  readonly starred?: true;
}
