/**
 * One of many, found by typing: a dialog with a search line and a list under it.
 * `<PickList title="Commands" placeholder="Type a command" none="No command is called that" entries={...} onClose={...} />`
 * The entry's `label` is searched together with `before`, which is drawn in front of it: the folders it lies in.
 */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import { PathText } from './path-text.tsx';
import { Keys } from './keys.tsx';
import styles from './pick-list.module.css';

export interface PickEntry {
  readonly key: string;
  readonly label: string;
  readonly before?: string;
  readonly icon?: ReactNode;
  readonly shown?: string | undefined;
  readonly run: () => void;
}

interface PickListProps {
  readonly title: string;
  readonly placeholder: string;
  readonly none: string;
  readonly entries: readonly PickEntry[];
  readonly size?: 'small' | 'medium';
  readonly onClose: () => void;
  /** Between the search line and the list: why the last choice was refused. */
  readonly children?: ReactNode;
}

function textOf({ before = '', label }: PickEntry): string {
  return before === '' ? label : `${before} / ${label}`;
}

/** Every word somewhere, in any order: nobody types the whole way to a folder. */
function matches(entry: PickEntry, typed: string): boolean {
  const text = textOf(entry).toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

export function PickList({ title, placeholder, none, entries, size = 'medium', onClose, children }: PickListProps) {
  return (
    <Dialog open bare size={size} title={title} onClose={onClose}>
      <Autocomplete.Root inline open items={entries} itemToStringValue={textOf} filter={matches} autoHighlight="always" keepHighlight>
        <div className={styles.line}>
          <Search aria-hidden="true" />
          <Autocomplete.Input className={styles.input} placeholder={placeholder} aria-label={title} />
        </div>
        {children}
        <Autocomplete.Empty className={styles.empty}>{none}</Autocomplete.Empty>
        <Autocomplete.List className={styles.list}>
          {(entry: PickEntry) => (
            <Autocomplete.Item key={entry.key} value={entry} className={styles.entry} onClick={entry.run}>
              {entry.icon === undefined ? null : <span className={styles.icon}>{entry.icon}</span>}
              <span className={styles.label}>
                <PathText before={entry.before ?? ''} name={entry.label} />
              </span>
              {entry.shown === undefined ? null : <Keys keys={entry.shown} />}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  );
}
