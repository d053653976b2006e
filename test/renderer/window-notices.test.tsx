// @vitest-environment jsdom
/** What a check could not do though the server was there: told whole where it is seen, as long as it is so. */
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { MailFailure } from '../../shared/failure.ts';
import { headlessFailure } from '../../main/backends/pop/download-heads.ts';
import { leftForRoomFailure, noRoomFailure } from '../../main/backends/pop/disk-room.ts';
import { popFailure } from '../../main/backends/pop/pop-failure.ts';
import { keptFailure } from '../../main/backends/pop/remove-unread.ts';
import { popId } from '../doubles/sample-mail.ts';
import { openWindow } from './window-story.tsx';

const kept = keptFailure({ others: 0, refused: 2 });

describe('a notice of a POP account', () => {
  it.each<readonly [string, MailFailure | null, string]>([
    [
      'no room for any of it',
      noRoomFailure([800_000_000, 400_000_000], 310_000_000),
      '1,200 MB of new mail are waiting, and 310 MB are free',
    ],
    ['no room for some of it', leftForRoomFailure([800_000_000], 310_000_000), 'One message of 800 MB does not fit on this computer'],
    [
      'somebody else is in',
      popFailure('[IN-USE] Mailbox is locked', 'sign-in', 'pop.home.example'),
      'The server said: [IN-USE] Mailbox is locked',
    ],
    [
      'it comes too soon',
      popFailure('[LOGIN-DELAY] wait', 'sign-in', 'pop.home.example'),
      'pop.home.example asks to wait before signing in',
    ],
    ['no heads are handed over', headlessFailure(3), '3 big messages are shown without sender and subject'],
    ['a removal was refused', kept, '2 messages were not removed from the server'],
  ])('that %s is told whole, and goes when it is over', async (_why, failure, words) => {
    if (failure === null) throw new Error('there is nothing to tell');
    const api = await openWindow();
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => api.setStatus(popId, { notice: failure }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Not everything of ann@home.example could be brought up to date.');
    expect(alert.textContent).toContain(failure.text);
    expect(alert.textContent).toContain(words);
    act(() => api.setStatus(popId, { notice: null }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('says the later thing when that is another one', async () => {
    const api = await openWindow();
    act(() => api.setStatus(popId, { notice: headlessFailure(1) }));
    await screen.findByText(/^One big message is shown without/u);
    act(() => api.setStatus(popId, { notice: noRoomFailure([5_000_000], 0) }));
    await screen.findByText(/^There is too little room/u);
    expect(screen.getAllByRole('alert')).toHaveLength(1);
  });
});
