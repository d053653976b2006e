/**
 * One item of the tree: a focusable row, and beside it its children while it is open, so that an item is named by its own
 * row alone. No mail words in here.
 */
import { clsx } from 'clsx';
import { ChevronRight, Ellipsis } from 'lucide-react';
import { useId } from 'react';
import type { DragEventHandler, KeyboardEvent, ReactNode } from 'react';
import { atButton, atElement, atPointer, isMenuKey } from '../ui/menu-place.ts';
import type { MenuPlace } from '../ui/menu-place.ts';
import { moveInTree } from './tree-keys.ts';
import styles from './tree-item.module.css';

interface TreeItemProps {
  /** What the group of its children is called. */
  readonly name: string;
  readonly level: number;
  /** Its text is the item's name, unless `labelledBy` lists the elements that are. */
  readonly row: ReactNode;
  readonly labelledBy?: string;
  readonly selected?: boolean;
  /** In the tab order: the first item of the tree, and the chosen one. */
  readonly tabbable: boolean;
  /** Absent where there is nothing to open. */
  readonly expanded?: boolean | undefined;
  readonly onToggle?: (() => void) | undefined;
  readonly onChoose: () => void;
  readonly children?: ReactNode;
  readonly look?: 'mailbox' | 'account' | 'heading';
  readonly dropping?: boolean;
  /** A menu of its own: by right click, by the menu key, by a button that appears on the row. */
  readonly menu?: TreeItemMenu | undefined;
  readonly onDragOver?: DragEventHandler | undefined;
  readonly onDragLeave?: DragEventHandler | undefined;
  readonly onDrop?: DragEventHandler | undefined;
}

interface TreeItemMenu {
  readonly label: string;
  readonly open: boolean;
  readonly onOpen: (place: MenuPlace) => void;
}

export function TreeItem(props: TreeItemProps) {
  const {
    name,
    level,
    row,
    labelledBy,
    selected = false,
    tabbable,
    expanded,
    onToggle,
    onChoose,
    children,
    look = 'mailbox',
    dropping = false,
    menu,
  } = props;
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const tree = event.currentTarget.closest<HTMLElement>('[role=tree]');
    const toggles = (event.key === 'ArrowRight' && expanded === false) || (event.key === 'ArrowLeft' && expanded === true);
    if (menu !== undefined && isMenuKey(event)) menu.onOpen(atElement(event.currentTarget, true));
    else if (event.key === 'Enter' || event.key === ' ') onChoose();
    else if (toggles) onToggle?.();
    else if (tree === null || !moveInTree(tree, event.currentTarget, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li role="none">
      <div
        role="treeitem"
        aria-labelledby={labelledBy ?? id}
        aria-level={level}
        aria-selected={selected}
        aria-expanded={expanded}
        tabIndex={tabbable ? 0 : -1}
        className={clsx(
          styles.row,
          styles[look],
          selected && styles.selected,
          dropping && styles.dropping,
          menu?.open === true && styles.menuOpen,
        )}
        style={{ paddingInlineStart: `calc(var(--space-2) + ${Math.max(0, level - 1)} * 0.75rem)` }}
        onKeyDown={onKeyDown}
        onClick={onChoose}
        onContextMenu={menu === undefined ? undefined : (event) => menu.onOpen(atPointer(event))}
        onDragOver={props.onDragOver}
        onDragLeave={props.onDragLeave}
        onDrop={props.onDrop}
      >
        <Toggle expanded={expanded} onToggle={onToggle} />
        <span id={id} className={styles.content}>
          {row}
        </span>
        {menu === undefined ? null : <More menu={menu} />}
      </div>
      {expanded === true && children !== undefined ? (
        <ul role="group" aria-label={name}>
          {children}
        </ul>
      ) : null}
    </li>
  );
}

/** For the mouse; the keyboard has the arrow keys. */
function Toggle({ expanded, onToggle }: Pick<TreeItemProps, 'expanded' | 'onToggle'>) {
  if (expanded === undefined) return <span className={styles.noToggle} />;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      className={styles.toggle}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onToggle?.();
      }}
    >
      <ChevronRight className={clsx(expanded && styles.open)} />
    </span>
  );
}

/** Not a stop of the Tab key, which would pass through two for each row: the row itself answers the menu key. */
function More({ menu: { label, open, onOpen } }: { readonly menu: TreeItemMenu }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.more}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={open}
      onClick={(event) => onOpen(atButton(event))}
    >
      <Ellipsis aria-hidden="true" />
    </button>
  );
}
