/** What the whole program stands in: the query cache connected to the events, and the tooltips. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { createQueryClient, startLiveQueries } from '../state/live-query.ts';
import { TooltipProvider } from '../ui/tooltip.tsx';

export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient);
  useEffect(() => startLiveQueries(client), [client]);
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider>{children}</TooltipProvider>
    </QueryClientProvider>
  );
}
