/** Subject, people, date, and where the message is, in words. All of it strangers' text: rendered as text only. */
import { clsx } from 'clsx';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import type { Address, MessageContent } from '../../shared/message.ts';
import { PlaceIcon } from '../place/place-icon.tsx';
import { placeLine } from '../place/place-words.ts';
import { fullDate, mediumDate } from '../strings/dates.ts';
import { size } from '../strings/sizes.ts';
import { initialsOf, toneOf } from './initials.ts';
import styles from './message-head.module.css';

/** Characters from which a subject is set smaller, so that it does not push the message off the screen. */
const longSubject = 120;

export function MessageHead({ content, account }: { readonly content: MessageContent; readonly account: Account }) {
  const { t } = useTranslation();
  const { envelope, place } = content;
  const [sender] = envelope.from;
  return (
    <header className={styles.head}>
      <h1 className={clsx(styles.subject, envelope.subject.length > longSubject && styles.long)} dir="auto">
        {envelope.subject || t('list.noSubject')}
      </h1>
      <div className={styles.people}>
        <span className={styles.avatar} style={{ '--tone': `${toneOf(sender)}deg` }} aria-hidden="true">
          {initialsOf(sender)}
        </span>
        <div className={styles.names}>
          <p className={styles.from}>{sender === undefined ? t('list.noSender') : <Person who={sender} />}</p>
          <People label={t('message.to')} people={envelope.to} />
          <People label={t('message.cc')} people={envelope.cc} />
          <People label={t('message.bcc')} people={envelope.bcc} />
        </div>
        <div className={styles.facts}>
          <time dateTime={new Date(content.date).toISOString()} title={fullDate(content.date)}>
            {mediumDate(content.date)}
          </time>
          <span>{size(content.size)}</span>
        </div>
      </div>
      <p className={styles.place} data-place={place.kind}>
        <PlaceIcon kind={place.kind} />
        {placeLine(t, place, account.incoming.host)}
      </p>
    </header>
  );
}

function People({ label, people }: { readonly label: string; readonly people: readonly Address[] }) {
  if (people.length === 0) return null;
  return (
    <p className={styles.line}>
      <span className={styles.label}>{label}</span>{' '}
      {people.map((who, position) => (
        <Fragment key={`${who.address} ${position}`}>
          {position === 0 ? null : ', '}
          <bdi title={who.address}>{who.name || who.address}</bdi>
        </Fragment>
      ))}
    </p>
  );
}

/** Name and address both: a name alone can claim to be anybody. */
function Person({ who: { name, address } }: { readonly who: Address }) {
  if (name === '') return <bdi className={styles.name}>{address}</bdi>;
  return (
    <>
      <bdi className={styles.name}>{name}</bdi> <bdi className={styles.address}>{address}</bdi>
    </>
  );
}
