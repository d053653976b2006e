/** The one menu that can be open, and what it is about: rows only ask for it, so that a list of thousands carries none. */
import { create } from 'zustand';
import type { AccountId } from '../../shared/account.ts';
import type { MailboxRef } from '../../shared/mailbox.ts';
import type { MessageRef } from '../../shared/message.ts';
import type { MenuPlace } from '../ui/menu-place.ts';

export type MenuSubject =
  | { readonly kind: 'mailbox'; readonly mailbox: MailboxRef }
  | { readonly kind: 'account'; readonly accountId: AccountId }
  /** `more`: what the toolbar of the open message has no room for. */
  | { readonly kind: 'message'; readonly ref: MessageRef; readonly subject: string; readonly more: boolean };

interface MenuState {
  /** `focused` had the focus before, and gets it back. */
  readonly open: { readonly subject: MenuSubject; readonly place: MenuPlace; readonly focused: HTMLElement | null } | null;
}

export const useMenu = create<MenuState>(() => ({ open: null }));

export function openMenu(subject: MenuSubject, place: MenuPlace): void {
  const { activeElement } = document;
  useMenu.setState({ open: { subject, place, focused: activeElement instanceof HTMLElement ? activeElement : null } });
}

export function closeMenu(): void {
  useMenu.setState({ open: null });
}
