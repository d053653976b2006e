/** Subject, people, date, and where the message is, in words. All of it strangers' text: rendered as text only. */
import { clsx } from 'clsx';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Address, Envelope } from '../../shared/message.ts';
import { PlaceIcon } from '../place/place-icon.tsx';
import type { PlaceSign } from '../place/place-icon.tsx';
import { fullDate, mediumDate } from '../strings/dates.ts';
import { size } from '../strings/sizes.ts';
import { initialsOf, toneOf } from './initials.ts';
import styles from './message-head.module.css';

/** Characters from which a subject is set smaller, so that it does not push the message off the screen. */
const longSubject = 120;

interface MessageHeadProps {
  readonly message: { readonly envelope: Envelope; readonly date: number | null; readonly size: number };
  readonly place: { readonly sign: PlaceSign; readonly words: string };
}

export function MessageHead({ message, place }: MessageHeadProps) {
  const { t } = useTranslation();
  const { envelope, date } = message;
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
          {date === null ? null : (
            <time dateTime={new Date(date).toISOString()} title={fullDate(date)}>
              {mediumDate(date)}
            </time>
          )}
          <span>{size(message.size)}</span>
        </div>
      </div>
      <p className={styles.place} data-place={place.sign}>
        <PlaceIcon kind={place.sign} />
        {place.words}
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
