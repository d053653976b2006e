/** The search field: looks while one types, a moment after the last key. Escape empties it and gives the list back. */
import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { focusList, searchId } from '../shell/focus-targets.ts';
import { searchFor, useSelection } from '../state/selection.ts';
import styles from './search-box.module.css';

const pause = 150;

export function SearchBox() {
  const { t } = useTranslation();
  const search = useSelection((state) => state.search);
  const [typed, setTyped] = useState(search);
  const [applied, setApplied] = useState(search);
  // The search ended elsewhere, by choosing a mailbox: the field follows.
  if (search !== applied) {
    setApplied(search);
    if (search === '') setTyped('');
  }
  useEffect(() => {
    const timer = setTimeout(() => searchFor(typed), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const clear = () => {
    setTyped('');
    searchFor('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') clear();
    if (event.key === 'Enter') searchFor(typed);
    if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape') {
      event.preventDefault();
      focusList();
    }
  };
  return (
    <div className={styles.box}>
      <Search aria-hidden="true" />
      <input
        id={searchId}
        type="search"
        className={styles.input}
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={typed}
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {typed === '' ? null : (
        <button type="button" className={styles.clear} aria-label={t('search.clear')} onClick={clear}>
          <X aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
