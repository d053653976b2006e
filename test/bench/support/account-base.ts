import type { Account, AccountId } from '../../../shared/account.ts';
import type { Login } from './login.ts';

/** What an account on the private server has, of whatever kind it is. */
export function accountBase({ port, user }: Login): Pick<Account, 'id' | 'identity' | 'incoming' | 'outgoing'> {
  const server = { host: '127.0.0.1', security: 'none', userName: user } as const;
  return {
    id: 'bench' as AccountId,
    identity: { name: 'The Owner', address: 'owner@generated.test' },
    incoming: { ...server, port },
    // Nothing is sent.
    outgoing: { ...server, port: 1 },
  };
}
