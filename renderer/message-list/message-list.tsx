/** The middle pane: search, the name of the view, and its messages as a virtual listbox. */
import { useTranslation } from 'react-i18next';
import { useEffect } from 'react';
import { command } from '../api.ts';
import { SearchBox } from '../search/search-box.tsx';
import { showThrown } from '../state/failures.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { viewKey } from '../state/message-ref.ts';
import { useMailPages } from '../state/pages.ts';
import type { MailPages } from '../state/pages.ts';
import { showRows, useSelection, viewOf } from '../state/selection.ts';
import { ListEmpty } from './list-empty.tsx';
import { VirtualRows } from './virtual-rows.tsx';
import styles from './message-list.module.css';

export function MessageList() {
  const base = useSelection((state) => state.base);
  const search = useSelection((state) => state.search);
  const view = viewOf({ base, search });
  const pages = useMailPages(view);
  const mailboxes = useLiveQuery('mailbox.list').data ?? [];
  const mailbox =
    base.kind === 'mailbox' ? mailboxes.find(({ accountId, id }) => accountId === base.accountId && id === base.mailboxId) : undefined;
  useEffect(() => showRows(pages.rows), [pages.rows]);
  useEffect(() => {
    if (base.kind === 'mailbox') command('mailbox.open', { accountId: base.accountId, mailboxId: base.mailboxId }).catch(showThrown);
  }, [base]);
  const showRecipients = search === '' && (mailbox?.role === 'sent' || mailbox?.role === 'drafts');
  return (
    <div className={styles.pane}>
      <header className={styles.header}>
        <SearchBox />
        <ListTitle name={mailbox?.name} search={search} pages={pages} />
      </header>
      {pages.rows.length === 0 ? (
        <ListEmpty
          pages={pages}
          search={search}
          accountId={base.kind === 'mailbox' ? base.accountId : null}
          isInbox={base.kind === 'role' || mailbox?.role === 'inbox'}
        />
      ) : (
        <VirtualRows key={viewKey(view)} pages={pages} showRecipients={showRecipients} />
      )}
    </div>
  );
}

interface ListTitleProps {
  readonly name: string | undefined;
  readonly search: string;
  readonly pages: MailPages;
}

function ListTitle({ name, search, pages }: ListTitleProps) {
  const { t } = useTranslation();
  if (search !== '') {
    const count = pages.rows.length;
    return (
      <div className={styles.title}>
        <h2 className={styles.searched}>{t('search.searched')}</h2>
        {pages.loading ? null : (
          <span className={styles.count}>{pages.hasMore ? t('search.more', { count }) : t('search.results', { count })}</span>
        )}
      </div>
    );
  }
  return (
    <div className={styles.title}>
      <h2 className={styles.name}>{name ?? t('sidebar.allInboxes')}</h2>
      {pages.total === null ? null : <span className={styles.count}>{t('list.count', { count: pages.total })}</span>}
    </div>
  );
}
