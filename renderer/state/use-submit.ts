/** What a dialog does when it is confirmed: once at a time, closed when it worked, open with the reason when it was refused. */
import { useMutation } from '@tanstack/react-query';
import { failureOf } from '../../shared/failure.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { closeDialog } from './window.ts';

interface Submit {
  readonly busy: boolean;
  readonly failure: MailFailure | null;
  readonly submit: () => void;
}

export function useSubmit(run: () => Promise<void>): Submit {
  const { mutate, isPending, error } = useMutation({ mutationFn: run, networkMode: 'always', onSuccess: closeDialog });
  return {
    busy: isPending,
    failure: error === null ? null : failureOf(error),
    submit: () => (isPending ? undefined : mutate()),
  };
}
