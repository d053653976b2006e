/** The only channels between window and main: the name of a query, command or event travels inside. */
export const channels = { query: 'homing:query', command: 'homing:command', event: 'homing:event' } as const;
