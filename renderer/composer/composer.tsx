/** Writing one message. It floats over the mail, which stays usable; what is typed is kept until it is sent or discarded. */
import { useState } from 'react';
import type { Account } from '../../shared/account.ts';
import { useLiveQuery } from '../state/live-query.ts';
import type { ComposeStart } from '../state/compose.ts';
import { ComposerForm } from './composer-form.tsx';
import { prefill } from './prefill.ts';

interface ComposerProps {
  readonly start: ComposeStart;
  readonly onClose: () => void;
}

export function Composer({ start, onClose }: ComposerProps) {
  const [first, ...others] = useLiveQuery('account.list').data ?? [];
  return first === undefined ? null : <Prefilled start={start} accounts={[first, ...others]} onClose={onClose} />;
}

/** Prefilled once: an account that changes meanwhile must not change a text under the writer's hands. */
function Prefilled({ start, accounts, onClose }: ComposerProps & { readonly accounts: readonly [Account, ...Account[]] }) {
  const [pristine] = useState(() => prefill(start, accounts));
  return <ComposerForm start={start} accounts={accounts} pristine={pristine} onClose={onClose} />;
}
