import { Paperclip, Send, Trash2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import type { Draft } from '../../shared/draft.ts';
import type { ComposeStart } from '../state/compose.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { AttachedFiles } from './attached-files.tsx';
import { ComposerHead } from './composer-head.tsx';
import { ComposerNotices } from './composer-notices.tsx';
import { DiscardQuestion } from './discard-question.tsx';
import { useUnsent } from './use-unsent.ts';
import styles from './composer.module.css';

interface ComposerFormProps {
  readonly start: ComposeStart;
  readonly accounts: readonly Account[];
  readonly pristine: Draft;
  readonly onClose: () => void;
}

export function ComposerForm({ start, accounts, pristine, onClose }: ComposerFormProps) {
  const { t } = useTranslation();
  const unsent = useUnsent(start, pristine, onClose);
  const { draft, change } = unsent;
  const [asking, setAsking] = useState(false);
  const to = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);

  // An answer is written above what it quotes; everything else starts with whom it goes to. Afterwards the focus goes back.
  useEffect(() => {
    const before = document.activeElement;
    if (start.kind === 'new' || start.kind === 'forward') to.current?.focus();
    else {
      text.current?.focus();
      text.current?.setSelectionRange(0, 0);
      // Chromium scrolled to the caret's old place, and back only until its line is seen.
      if (text.current !== null) text.current.scrollTop = 0;
    }
    return () => {
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [start.kind]);

  async function send(): Promise<void> {
    if ((await unsent.send()) !== null) to.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // React hands on what happens in the question, although it lies outside in the page.
    if (asking) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation();
      unsent.close();
    }
  }

  return (
    // A dialog that is not modal: Escape belongs to it while the focus is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog open aria-label={t('composer.region')} className={styles.composer} onKeyDown={onKeyDown}>
      <header className={styles.title}>
        <h2>{titleOf(start, t)}</h2>
        <IconButton label={t('composer.close')} icon={<X aria-hidden="true" />} keys="Esc" onClick={unsent.close} />
      </header>
      <ComposerHead draft={draft} accounts={accounts} problem={unsent.problem} toRef={to} onChange={change} />
      <ComposerNotices start={start} problem={unsent.problem} failure={unsent.failure} />
      <textarea
        ref={text}
        className={styles.text}
        aria-label={t('composer.text')}
        placeholder={t('composer.textPlaceholder')}
        spellCheck
        dir="auto"
        value={draft.text}
        onChange={(event) => change({ text: event.target.value })}
      />
      {draft.attachments.length === 0 ? null : (
        <AttachedFiles
          files={draft.attachments}
          onRemove={(token) => change({ attachments: draft.attachments.filter((file) => file.token !== token) })}
        />
      )}
      <footer className={styles.footer}>
        <Button look="primary" icon={<Send aria-hidden="true" />} disabled={unsent.busy} onClick={() => void send()}>
          {t('composer.send')}
        </Button>
        <Button look="quiet" icon={<Paperclip aria-hidden="true" />} disabled={unsent.busy} onClick={() => void unsent.attach()}>
          {t('composer.attach')}
        </Button>
        <Button
          look="quiet"
          className={styles.discard}
          icon={<Trash2 aria-hidden="true" />}
          onClick={() => (unsent.worthKeeping ? setAsking(true) : unsent.discard())}
        >
          {t('composer.discard')}
        </Button>
      </footer>
      <DiscardQuestion open={asking} onKeep={() => setAsking(false)} onDiscard={unsent.discard} />
    </dialog>
  );
}

function titleOf(start: ComposeStart, t: TFunction): string {
  switch (start.kind) {
    case 'new':
      return t('composer.title.new');
    case 'reply': {
      const [sender] = start.content.envelope.from;
      return t('composer.title.reply', { name: sender === undefined ? '' : sender.name || sender.address });
    }
    case 'reply-all':
      return t('composer.title.replyAll');
    case 'forward':
      return t('composer.title.forward');
  }
}
