import { Select } from '@mantine/core';
import { useId } from 'react';
import type { UsageBook } from '#shared/domain/history.ts';
import { formatDay, formatShare } from '#shared/rules/format.ts';
import type { Standing } from '#shared/usage/standing.ts';
import { useWords } from '../ui/words.tsx';
import { Figure, ShareBar } from './figures.tsx';
import { formatQuantity } from './model/axis.ts';
import { shortMeter } from './model/meters.ts';
import { monthNumber, monthOf, monthTitle } from './model/months.ts';
import { monthUse, recentPace, type Subject, todayOf } from './model/subjects.ts';
import { sayForecast, shortForecast } from './say-forecast.ts';
import classes from './usage-page.module.css';

interface FourNumbersProps {
  readonly subjects: readonly Subject[];
  readonly subject: Subject;
  readonly onSubject: (id: string) => void;
  readonly books: readonly UsageBook[];
  /** How the commitment stands, where the subject is one. */
  readonly stands: Standing | null;
  readonly now: Date;
}

/** This month, this term, left, forecast: what an operator's boss asks first. */
export function FourNumbers({ subjects, subject, onSubject, books, stands, now }: FourNumbersProps) {
  const all = useWords();
  const words = all.usage;
  const { figures, subject: naming } = words;
  const nameOf = (one: Subject): string =>
    one.kind === 'commitment'
      ? one.commitment.name
      : naming.meter(all.images[one.key.image].name, shortMeter(one.key.meter));
  const items = (kind: Subject['kind']) =>
    subjects.filter((one) => one.kind === kind).map((one) => ({ value: one.id, label: nameOf(one) }));
  const groups = [
    { group: naming.commitments, items: items('commitment') },
    { group: naming.meters, items: items('meter') },
  ].filter(({ items: ofGroup }) => ofGroup.length > 0);
  const selectId = useId();
  const month = monthNumber(todayOf(now));
  const thisMonth = monthUse(subject, books, monthOf(month));
  return (
    <section className={classes['four']} aria-label={figures.group}>
      <div className={classes['subject']}>
        <label htmlFor={selectId}>{naming.label}</label>
        <Select
          id={selectId}
          size="xs"
          data={groups}
          value={subject.id}
          allowDeselect={false}
          onChange={(id) => id !== null && onSubject(id)}
          comboboxProps={{ shadow: 'md' }}
          w={300}
        />
      </div>
      <div className={classes['figures']}>
        <Figure
          name={figures.thisMonth}
          topic="this-month"
          info={words.infos.thisMonth}
          value={formatQuantity(thisMonth)}
        >
          {figures.soFar(monthTitle(month))}
        </Figure>
        {subject.kind === 'commitment' && stands ? (
          <OfCommitment subject={subject} stands={stands} />
        ) : (
          <OfMeter subject={subject} books={books} month={month} />
        )}
      </div>
    </section>
  );
}

function OfCommitment({
  subject,
  stands,
}: {
  readonly subject: Extract<Subject, { kind: 'commitment' }>;
  readonly stands: Standing;
}) {
  const all = useWords();
  const words = all.usage;
  const { figures } = words;
  const { commitment } = subject;
  const bought = formatQuantity(commitment.quantity);
  const share = figures.ofBought(formatShare(stands.shareUsed), bought, commitment.unit);
  const sub =
    stands.phase === 'over'
      ? figures.termOver(formatDay(commitment.endsOn))
      : stands.phase === 'before'
        ? figures.termBefore(formatDay(commitment.startsOn))
        : figures.daysLeft(stands.daysLeft);
  return (
    <>
      <Figure name={figures.thisTerm} topic="this-term" info={words.infos.thisTerm} value={formatQuantity(stands.used)}>
        <ShareBar
          share={stands.shareUsed}
          time={stands.phase === 'running' ? stands.shareOfTerm : null}
          label={share}
        />
        {share}
      </Figure>
      <Figure
        name={figures.left}
        topic="left"
        info={words.infos.left}
        value={stands.over > 0n ? figures.over(formatQuantity(stands.over)) : formatQuantity(stands.left)}
      >
        {sub}
      </Figure>
      <Figure
        name={figures.forecast}
        topic="forecast"
        info={words.infos.forecast}
        value={shortForecast(all.commitment, stands)}
      >
        {sayForecast(all.commitment, commitment, stands)}
      </Figure>
    </>
  );
}

function OfMeter({
  subject,
  books,
  month,
}: {
  readonly subject: Subject;
  readonly books: readonly UsageBook[];
  readonly month: number;
}) {
  const words = useWords().usage;
  const { figures } = words;
  const year = Array.from({ length: 12 }, (_, at) => monthUse(subject, books, monthOf(month - at)));
  const pace = recentPace(subject, books);
  return (
    <>
      <Figure
        name={figures.lastYear}
        topic="last-12-months"
        info={words.infos.lastYear}
        value={formatQuantity(year.reduce((sum, one) => sum + one, 0n))}
      >
        {figures.inMonths(monthTitle(month - 11), monthTitle(month))}
      </Figure>
      <Figure name={figures.left} topic="left" info={words.infos.left} value={figures.notBought}>
        {figures.notBoughtText}
      </Figure>
      <Figure
        name={figures.pace}
        topic="pace"
        info={words.infos.pace}
        value={pace ? figures.perDay(formatQuantity(pace.perDay)) : figures.noPace}
      >
        {pace ? figures.perDayOver(pace.days) : figures.noPaceText}
      </Figure>
    </>
  );
}
