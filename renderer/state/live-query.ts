/**
 * Queries that keep themselves fresh: `useLiveQuery('mailbox.list')`. The cache key is name + arguments, and a query runs
 * again only when a ChangeSet touches what it reads. `startLiveQueries` connects a cache to the events; call it once.
 */
import { QueryClient, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ChangeSet } from '../../shared/changes.ts';
import { failureOf } from '../../shared/failure.ts';
import type { Queries, QueryName } from '../../shared/ipc.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { on, query } from '../api.ts';
import { reaches } from './change-reach.ts';
import type { AnyQueryKey } from './change-reach.ts';

/** A part of the program that stopped is back within seconds: nobody should have to press a button for that. */
const mostRetries = 5;

/** A cache that answers offline too: the store is on this computer, so the browser's idea of "online" means nothing. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Infinity,
        retry: (failures, thrown) => failures < mostRetries && failureOf(thrown).retry === 'later',
        retryDelay: (failures) => 200 * 2 ** failures,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });
}

export function useLiveQuery<N extends QueryName>(name: N, ...args: Parameters<Queries[N]>): UseQueryResult<ReturnType<Queries[N]>> {
  return useQuery<ReturnType<Queries[N]>>({ queryKey: [name, ...args], queryFn: () => query(name, ...args) });
}

/** Returns a function that disconnects. */
export function startLiveQueries(client: QueryClient): () => void {
  const stops = [
    on('store.changed', refresher(client)),
    on('account.status', (status) => {
      client.setQueryData<ReturnType<Queries['account.statuses']>>(['account.statuses'], (old) => [
        ...(old ?? []).filter(({ accountId }) => accountId !== status.accountId),
        status,
      ]);
    }),
    on('account.listChanged', (accounts) => {
      client.setQueryData(['account.list'], accounts);
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'account.list' && queryKey[0] !== 'settings.get' });
    }),
    on('settings.changed', (settings) => client.setQueryData(['settings.get'], settings)),
  ];
  return () => stops.forEach((stop) => stop());
}

/**
 * One round of re-reading at a time. What changes meanwhile waits for the next round: restarting at each change would
 * starve long lists during a sync, which commits ten times a second.
 */
function refresher(client: QueryClient): (change: ChangeSet) => void {
  let waiting: ChangeSet[] = [];
  let running = false;
  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const round = waiting;
      waiting = [];
      const mailboxes = client.getQueryData<readonly Mailbox[]>(['mailbox.list']) ?? [];
      await client.invalidateQueries({
        predicate: ({ queryKey }) => round.some((change) => reaches(change, queryKey as unknown as AnyQueryKey, mailboxes)),
      });
    }
    running = false;
  }
  return (change) => {
    waiting.push(change);
    if (!running) void run();
  };
}
