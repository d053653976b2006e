/** Mail that is suddenly gone from the server, and what is to become of it. */
export const enVanished = {
  title_one: '{{server}} suddenly has {{count}} message fewer in {{mailbox}}.',
  title_other: '{{server}} suddenly has {{total}} messages fewer in {{mailbox}}.',
  text_one: 'Homing kept it on this computer.',
  text_other: 'Homing kept them on this computer.',
  putBack_one: 'Put it back on the server',
  putBack_other: 'Put them back on the server',
  keep_one: 'Keep it only here',
  keep_other: 'Keep them only here',
  remove_one: 'Remove it here too',
  remove_other: 'Remove them here too',
  askTitle_one: 'Remove {{count}} message from this computer too?',
  askTitle_other: 'Remove {{total}} messages from this computer too?',
  askText_one: 'It is no longer in {{mailbox}} on {{server}}. Removed here as well, it is gone for ever.',
  askText_other: 'They are no longer in {{mailbox}} on {{server}}. Removed here as well, they are gone for ever.',
  askConfirm_one: 'Remove {{count}} message for ever',
  askConfirm_other: 'Remove {{total}} messages for ever',
} as const;
