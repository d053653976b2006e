import type { Migration } from './index.ts';

/**
 * What live server folders need: whose a mailbox is and whether it is shown, its own choice of offline texts, identities that survive
 * a renumbering, mail that vanished and waits for an answer, texts asked for offline, and which quota root a mailbox counts against.
 * Texts and file names become findable; taking mail apart for that follows the download (`message.indexed`). Until then `message.envelope`
 * may be the header block as the server sent it, a BLOB.
 */
export const imapInFull: Migration = {
  version: 20,
  sql: `
ALTER TABLE mailbox ADD COLUMN namespace TEXT NOT NULL DEFAULT 'personal';
ALTER TABLE mailbox ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE mailbox ADD COLUMN offline TEXT;
ALTER TABLE mailbox ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailbox ADD COLUMN server_size INTEGER;

ALTER TABLE message ADD COLUMN email_id TEXT;
CREATE INDEX message_email_id ON message (email_id) WHERE email_id IS NOT NULL;
ALTER TABLE message ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_to_index ON message (id) WHERE indexed = 0;

-- Bytes of a text that is not on this computer, null when it is: what is still to be downloaded is found without looking at the rest.
ALTER TABLE location ADD COLUMN missing INTEGER;
UPDATE location SET missing = (SELECT size FROM message m WHERE m.id = location.message_id AND m.raw_hash IS NULL);
CREATE INDEX location_missing ON location (mailbox_id, date DESC, message_id DESC, missing) WHERE missing IS NOT NULL;
CREATE INDEX location_unnumbered ON location (mailbox_id, message_id) WHERE uid IS NULL;
DROP INDEX message_without_body;

ALTER TABLE operation ADD COLUMN mark TEXT;

CREATE TABLE wanted_body (
  message_id INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
  asked_at INTEGER NOT NULL
);

CREATE TABLE vanished (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  vanished_at INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, message_id)
) WITHOUT ROWID;
CREATE INDEX vanished_message ON vanished (message_id);

CREATE TABLE mailbox_quota_root (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (mailbox_id, name)
) WITHOUT ROWID;

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  subject, sender, recipients, text, files, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);
`,
};
