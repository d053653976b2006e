/**
 * A menu that opens where it was asked for, not under a button of its own:
 * `<PlacedMenu label="Inbox" place={atPointer(event)} onClose={...}><MenuItem label="Rename…" onChoose={...} /></PlacedMenu>`
 * `<MenuChoice label="Keep offline" value={v} options={[...]} onChoose={...} />` is one of several, in a menu of its own beside.
 */
import { Menu } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Keys } from './keys.tsx';
import type { MenuPlace } from './menu-place.ts';
import styles from './menu.module.css';

interface PlacedMenuProps {
  /** What the menu is about. */
  readonly label: string;
  readonly place: MenuPlace;
  readonly onClose: () => void;
  /** What gets the focus when the menu closes; false where something else takes it: a dialog it opened. */
  readonly focusAfter: () => HTMLElement | false;
  readonly children: ReactNode;
}

export function PlacedMenu({ label, place, onClose, focusAfter, children }: PlacedMenuProps) {
  const popup = useRef<HTMLDivElement>(null);
  const { anchor, byKeyboard } = place;
  useEffect(() => {
    if (!byKeyboard) return undefined;
    // A frame later: the popup takes the focus itself first.
    const frame = requestAnimationFrame(() => popup.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus());
    return () => cancelAnimationFrame(frame);
  }, [byKeyboard]);
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} anchor={anchor} side="bottom" align="start" sideOffset={2} collisionPadding={8}>
          <Menu.Popup ref={popup} className={styles.popup} aria-label={label} finalFocus={focusAfter}>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface MenuItemProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

export function MenuItem({ label, icon, keys, danger = false, disabled = false, onChoose }: MenuItemProps) {
  return (
    <Menu.Item className={clsx(styles.item, danger && styles.danger)} disabled={disabled} onClick={onChoose}>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.label}>{label}</span>
      {keys === undefined ? null : <Keys keys={keys} />}
    </Menu.Item>
  );
}

export function MenuSeparator() {
  return <Menu.Separator className={styles.separator} />;
}

interface MenuChoiceProps<V extends string> {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChoose: (value: V) => void;
}

export function MenuChoice<V extends string>({ label, icon, value, options, onChoose }: MenuChoiceProps<V>) {
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={styles.item}>
        <span className={styles.icon}>{icon}</span>
        <span className={styles.label}>{label}</span>
        <ChevronRight aria-hidden="true" className={styles.more} />
      </Menu.SubmenuTrigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} sideOffset={-2} alignOffset={-4} collisionPadding={8}>
          <Menu.Popup className={styles.popup} aria-label={label}>
            <Menu.RadioGroup value={value} onValueChange={onChoose}>
              {options.map((option) => (
                <Menu.RadioItem key={option.value} value={option.value} closeOnClick className={styles.item}>
                  <span className={styles.icon}>
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden="true" />
                    </Menu.RadioItemIndicator>
                  </span>
                  <span className={styles.label}>{option.label}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  );
}
