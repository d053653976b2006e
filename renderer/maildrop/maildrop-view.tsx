/** The maildrop as a list: what is there, what of it is picked, what is marked, and what is to be applied. */
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PopAccount } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { MaildropChoice, MaildropLook } from '../../shared/maildrop.ts';
import { Refused } from '../shell/refused.tsx';
import { useLiveQuery } from '../state/live-query.ts';
import { chooseInMaildrop } from '../state/maildrop-actions.ts';
import { useSubmit } from '../state/use-submit.ts';
import { Question } from '../ui/question.tsx';
import { MaildropFooter } from './maildrop-footer.tsx';
import { amountOf, marked, picksOf, withMark } from './maildrop-marks.ts';
import type { Marks } from './maildrop-marks.ts';
import { MaildropNotes } from './maildrop-notes.tsx';
import { firstOrder, ordered } from './maildrop-order.ts';
import { focusMaildrop, MaildropRows } from './maildrop-rows.tsx';
import { MaildropTools } from './maildrop-tools.tsx';
import { inWords, removalQuestion } from './maildrop-words.ts';
import { allOrNone, nothingPicked } from './row-picking.ts';
import { ColumnHeadings } from './column-headings.tsx';
import styles from './maildrop.module.css';

interface MaildropViewProps {
  readonly account: PopAccount;
  readonly look: MaildropLook;
  readonly marks: Marks;
  /** It is looked at again, or that failed. */
  readonly looking: boolean;
  readonly failure: MailFailure | null;
  readonly onMarks: (marks: Marks) => void;
  readonly onLook: () => void;
  readonly onClose: () => void;
}

export function MaildropView({ account, look, marks, looking, failure, onMarks, onLook, onClose }: MaildropViewProps) {
  const { t } = useTranslation();
  const server = account.incoming.host;
  const { entries } = look;
  const [order, setOrder] = useState(() => firstOrder('date'));
  const [onlyNew, setOnlyNew] = useState(false);
  const [picking, setPicking] = useState(nothingPicked);
  const [asking, setAsking] = useState(false);
  useEffect(focusMaildrop, []);
  const newOnes = useMemo(() => entries.filter(({ state }) => state === 'new'), [entries]);
  const rows = useMemo(() => ordered(onlyNew ? newOnes : entries, order), [entries, newOnes, onlyNew, order]);
  const keys = useMemo(() => rows.map(({ uidl }) => uidl), [rows]);
  const picked = useMemo(() => rows.filter(({ uidl }) => uidl !== null && picking.picked.has(uidl)), [rows, picking.picked]);
  const removed = useMemo(() => marked(entries, marks, 'remove'), [entries, marks]);
  const statuses = useLiveQuery('account.statuses').data ?? [];
  const online = statuses.some(({ accountId, connection }) => accountId === account.id && connection.state !== 'offline');
  const { busy, failure: refused, submit } = useSubmit(() => chooseInMaildrop(account, picksOf(entries, marks), online));
  const mark = (choice: MaildropChoice | null) => {
    onMarks(withMark(marks, picked, choice));
    // What is marked is dealt with: the next mark is for what is picked next.
    setPicking({ ...picking, before: nothingPicked.before, picked: nothingPicked.picked });
  };
  return (
    <>
      <p className={styles.total}>{t('maildrop.total', { ...inWords(amountOf(entries)), server })}</p>
      <MaildropTools
        rows={rows}
        marks={marks}
        picked={picked}
        onlyNew={onlyNew}
        newOnes={newOnes.length}
        looking={looking}
        onAll={() => setPicking(allOrNone(picking, keys))}
        onMark={mark}
        onOnlyNew={(next) => {
          setOnlyNew(next);
          setPicking(nothingPicked);
        }}
        onLook={onLook}
      />
      <ColumnHeadings
        order={order}
        onSort={(next) => {
          setOrder(next);
          setPicking({ ...nothingPicked, picked: picking.picked, before: picking.picked });
        }}
      />
      <MaildropRows server={server} rows={rows} keys={keys} marks={marks} picking={picking} onPick={setPicking} onMark={mark} />
      <MaildropNotes look={look} server={server} />
      {failure === null && (refused === null || asking) ? null : (
        <div className={styles.refused}>
          <Refused failure={refused ?? failure} />
        </div>
      )}
      <MaildropFooter
        entries={entries}
        marks={marks}
        busy={busy}
        onClose={onClose}
        onApply={() => (removed.length === 0 ? submit() : setAsking(true))}
      />
      {asking ? (
        <Question
          {...removalQuestion(t, removed, server)}
          confirm={t('maildrop.confirm')}
          busy={busy}
          onConfirm={submit}
          onClose={() => setAsking(false)}
        >
          <Refused failure={refused} />
        </Question>
      ) : null}
    </>
  );
}
