/** What main tells the window, turned into what people see. Call once. */
import { useEffect } from 'react';
import { on } from '../api.ts';
import { openComposer } from '../state/compose.ts';
import { dismissFailure, failureKey, showFailure } from '../state/failures.ts';
import { closeFile, openDialog, openFile, say } from '../state/window.ts';
import { noteWork } from '../state/work.ts';
import { i18n } from '../strings/i18n.ts';

export function useEvents(): void {
  useEffect(() => {
    const stops = [
      on('operation.failed', (failed) => showFailure({ kind: 'operation', failed })),
      on('credentials.needed', ({ accountId, failure }) => showFailure({ kind: 'credentials', accountId, failure })),
      on('certificate.untrusted', ({ accountId, side, failure }) => showFailure({ kind: 'certificate', accountId, side, failure })),
      on('compose.requested', (request) => {
        // The address may stand in a message file, which would lie over the composer.
        closeFile();
        openComposer({ kind: 'new', request });
      }),
      on('file.opened', openFile),
      on('link.clicked', ({ url }) => openDialog({ kind: 'link', url })),
      on('mail.arrived', ({ count }) => say(i18n.t('done.arrived', { count }))),
      on('account.status', (status) => {
        noteWork(status, Date.now());
        const { accountId, connection } = status;
        // What is online again was accepted: the question about it has been answered.
        if (connection.state === 'online') dismissFailure(failureKey({ kind: 'credentials', accountId, failure: null }));
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
}
