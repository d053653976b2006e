import type { Migration } from './index.ts';

/**
 * What a maildrop needs in full: by what a message is known again when the server numbers everything anew (the hash of its head), whether
 * that was all that was compared, and what the person chose for a message that is still on the server. `uidl.size` is from now on the
 * size as the server lists it, which some servers reckon otherwise than by counting bytes. `content_hash`: of what the person removed here for
 * ever, so that it stays away also under another id.
 */
export const popInFull: Migration = {
  version: 30,
  sql: `
ALTER TABLE uidl ADD COLUMN head_hash BLOB;
ALTER TABLE uidl ADD COLUMN known_by_head INTEGER NOT NULL DEFAULT 0;
ALTER TABLE uidl ADD COLUMN choice TEXT;
ALTER TABLE uidl ADD COLUMN content_hash BLOB;
CREATE INDEX uidl_content_hash ON uidl (content_hash) WHERE content_hash IS NOT NULL;
`,
};
