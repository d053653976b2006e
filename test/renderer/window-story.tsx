/** Renders the whole window over a fake api, for tests: jsdom lacks layout, so sizes and media queries are given here. */
import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '../../renderer/strings/i18n.ts';
import { App } from '../../renderer/shell/app.tsx';
import { Providers } from '../../renderer/shell/providers.tsx';
import { closeComposer } from '../../renderer/state/compose.ts';
import { useFailures } from '../../renderer/state/failures.ts';
import { closeMenu } from '../../renderer/state/menu.ts';
import { resetSelection } from '../../renderer/state/selection.ts';
import { withdrawUndo } from '../../renderer/state/undo.ts';
import { resetWindow } from '../../renderer/state/window.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';

// A busy computer may take its time; nothing here is about how fast the window is.
configure({ asyncUtilTimeout: 8000 });

class NoResizes {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Ready when the first rows are there, unless `ready` names something else to wait for. */
export async function openWindow(api: FakeApi = createFakeApi(), ready: () => Promise<unknown> = firstRow): Promise<FakeApi> {
  cleanup();
  resetSelection();
  resetWindow();
  closeComposer();
  closeMenu();
  withdrawUndo();
  useFailures.setState({ shown: [] });
  Object.defineProperty(window, 'api', { value: api, configurable: true });
  Object.defineProperty(window, 'ResizeObserver', { value: NoResizes, configurable: true });
  Object.defineProperty(window, 'matchMedia', {
    value: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
    configurable: true,
  });
  render(
    <Providers>
      <App />
    </Providers>,
  );
  await ready();
  return api;
}

function firstRow(): Promise<HTMLElement[]> {
  return screen.findAllByRole('option');
}

/** What the row that is selected in the list is read aloud as. */
export function selectedName(): string | null {
  return screen.queryAllByRole('option', { selected: true })[0]?.querySelector('.visually-hidden')?.textContent ?? null;
}

export const user = userEvent.setup();
