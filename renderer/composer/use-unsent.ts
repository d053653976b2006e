import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../shared/draft.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { command } from '../api.ts';
import type { ComposeStart } from '../state/compose.ts';
import { say } from '../state/window.ts';
import { recipientProblem } from './recipient-problem.ts';
import type { RecipientProblem } from './recipient-problem.ts';
import { changeText, forgetText, isWorthKeeping, textKey, useUnsentTexts } from './unsent-texts.ts';

interface Unsent {
  readonly draft: Draft;
  readonly worthKeeping: boolean;
  readonly busy: boolean;
  readonly problem: RecipientProblem | null;
  readonly failure: MailFailure | null;
  readonly change: (change: Partial<Draft>) => void;
  readonly attach: () => Promise<void>;
  /** Resolves to the problem that keeps it from being sent, if there is one. */
  readonly send: () => Promise<RecipientProblem | null>;
  readonly discard: () => void;
  readonly close: () => void;
}

/** The text of one composer and what can be done with it. After a failure it is unchanged. */
export function useUnsent(start: ComposeStart, pristine: Draft, onClose: () => void): Unsent {
  const { t } = useTranslation();
  const key = textKey(start);
  const draft = useUnsentTexts((state) => state.drafts[key]) ?? pristine;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<RecipientProblem | null>(null);
  const [failure, setFailure] = useState<MailFailure | null>(null);

  async function tryTo(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (thrown) {
      const failed = failureOf(thrown);
      if (failed.kind !== 'cancelled') setFailure(failed);
    }
    setBusy(false);
  }

  function attach(): Promise<void> {
    return tryTo(async () => {
      const chosen = await command('draft.attach');
      if (chosen.length > 0) changeText(key, pristine, ({ attachments }) => ({ attachments: [...attachments, ...chosen] }));
    });
  }

  async function send(): Promise<RecipientProblem | null> {
    const found = recipientProblem(draft);
    setProblem(found);
    if (found !== null || busy) return found;
    await tryTo(async () => {
      await command('draft.send', draft);
      forgetText(key);
      say(t('composer.queued'));
      onClose();
    });
    return null;
  }

  function discard(): void {
    forgetText(key);
    onClose();
  }

  function close(): void {
    if (isWorthKeeping(draft, pristine)) say(t('composer.kept'));
    else forgetText(key);
    onClose();
  }

  return {
    draft,
    worthKeeping: isWorthKeeping(draft, pristine),
    busy,
    problem,
    failure,
    change: (change) => changeText(key, pristine, () => change),
    attach,
    send,
    discard,
    close,
  };
}
