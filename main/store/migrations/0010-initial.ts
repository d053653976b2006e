import type { Migration } from './index.ts';

/**
 * The first shape. `message` never changes once its body is here; where it is and how it is flagged is its `location`.
 * Counts are kept by triggers, so that no list ever counts rows.
 */
export const initial: Migration = {
  version: 10,
  sql: `
CREATE TABLE mailbox (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  delimiter TEXT,
  parent_path TEXT,
  role TEXT,
  selectable INTEGER NOT NULL DEFAULT 1,
  uid_validity TEXT,
  uid_next INTEGER,
  highest_modseq TEXT,
  total INTEGER NOT NULL DEFAULT 0,
  unread INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  header_message_id TEXT,
  envelope TEXT NOT NULL,
  date INTEGER NOT NULL,
  size INTEGER NOT NULL,
  preview TEXT NOT NULL DEFAULT '',
  has_attachments INTEGER NOT NULL DEFAULT 0,
  raw_hash BLOB
);
CREATE INDEX message_header_message_id ON message (header_message_id);
CREATE INDEX message_raw_hash ON message (raw_hash) WHERE raw_hash IS NOT NULL;
CREATE INDEX message_without_body ON message (id) WHERE raw_hash IS NULL;

CREATE TABLE location (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  uid INTEGER,
  flags TEXT NOT NULL DEFAULT '',
  date INTEGER NOT NULL,
  unseen INTEGER NOT NULL GENERATED ALWAYS AS (instr(' ' || flags || ' ', ' \\Seen ') = 0) STORED,
  PRIMARY KEY (mailbox_id, message_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX location_uid ON location (mailbox_id, uid) WHERE uid IS NOT NULL;
CREATE INDEX location_by_date ON location (mailbox_id, date DESC, message_id DESC);
CREATE INDEX location_message ON location (message_id);

CREATE TRIGGER location_added AFTER INSERT ON location BEGIN
  UPDATE mailbox SET total = total + 1, unread = unread + new.unseen WHERE id = new.mailbox_id;
END;
CREATE TRIGGER location_removed AFTER DELETE ON location BEGIN
  UPDATE mailbox SET total = total - 1, unread = unread - old.unseen WHERE id = old.mailbox_id;
END;
CREATE TRIGGER location_reflagged AFTER UPDATE OF flags ON location WHEN old.unseen <> new.unseen BEGIN
  UPDATE mailbox SET unread = unread + new.unseen - old.unseen WHERE id = new.mailbox_id;
END;

CREATE TABLE uidl (
  uidl TEXT PRIMARY KEY,
  message_id INTEGER REFERENCES message (id) ON DELETE SET NULL,
  size INTEGER,
  on_server INTEGER NOT NULL DEFAULT 1,
  stored_at INTEGER,
  removed_here INTEGER NOT NULL DEFAULT 0,
  removal_asked_at INTEGER
) WITHOUT ROWID;
CREATE INDEX uidl_message ON uidl (message_id);

CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  payload TEXT NOT NULL,
  raw_hash BLOB,
  prior TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER,
  failure TEXT,
  created_at INTEGER NOT NULL
);
CREATE TABLE operation_target (
  operation_id INTEGER NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
  message_id INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  mailbox_id INTEGER NOT NULL,
  uid INTEGER,
  moves INTEGER NOT NULL,
  PRIMARY KEY (operation_id, message_id, mailbox_id)
) WITHOUT ROWID;
CREATE INDEX operation_target_message ON operation_target (message_id);
CREATE INDEX operation_target_mailbox ON operation_target (mailbox_id);

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  message_id INTEGER NOT NULL,
  header_message_id TEXT,
  at INTEGER NOT NULL,
  event TEXT NOT NULL,
  detail TEXT
);
CREATE INDEX history_message ON history (message_id);

CREATE TABLE quota_root (
  name TEXT NOT NULL,
  resource TEXT NOT NULL,
  usage INTEGER NOT NULL,
  "limit" INTEGER,
  measured_at INTEGER NOT NULL,
  PRIMARY KEY (name, resource)
) WITHOUT ROWID;

CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
  subject, sender, recipients, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);
`,
};
