/**
 * The rows of a view, page by page along the keyset cursor. A change re-reads the loaded pages in place: old rows stay on
 * the screen meanwhile, and rows that did not change keep their identity.
 */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MailFailure } from '../../shared/failure.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MessageSummary } from '../../shared/message.ts';
import type { Cursor, MailView, Page } from '../../shared/view.ts';
import { query } from '../api.ts';

export interface MailPages {
  readonly rows: readonly MessageSummary[];
  /** Rows in the whole view where that is known without counting. */
  readonly total: number | null;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly failure: MailFailure | null;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

const none: readonly MessageSummary[] = [];

export function useMailPages(view: MailView): MailPages {
  const pages = useInfiniteQuery({
    queryKey: ['message.page', view],
    queryFn: ({ pageParam }): Promise<Page<MessageSummary>> => query('message.page', view, pageParam),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (last) => last.next,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? none, [pages.data]);
  return {
    rows,
    total: pages.data?.pages[0]?.total ?? null,
    hasMore: pages.hasNextPage,
    loading: pages.isPending,
    failure: pages.isError && pages.data === undefined ? failureOf(pages.error) : null,
    loadMore: () => {
      // A fetch in flight is a re-read or the next page already: another one would cancel it.
      if (pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
    },
    retry: () => void pages.refetch(),
  };
}
