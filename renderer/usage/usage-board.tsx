import { useMemo, useState } from 'react';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { standing } from '#shared/usage/standing.ts';
import { useWords } from '../ui/words.tsx';
import { ByMonthCard } from './by-month-card.tsx';
import { CommitmentDialogs } from './commitment-dialogs.tsx';
import { CommitmentSection } from './commitment-section.tsx';
import type { Editing } from './editing.ts';
import { FourNumbers } from './four-numbers.tsx';
import { HeatCard } from './heat-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import { monthsOf } from './model/buckets.ts';
import { metersOf, shortMeter } from './model/meters.ts';
import { formatMoment } from './model/moment.ts';
import { notesOf } from './model/notes.ts';
import { atLeastAYear, type Period, periodEnding } from './model/period.ts';
import { commitmentsOf, firstSubject, subjectsOf, todayOf } from './model/subjects.ts';
import { MonthTable } from './month-table.tsx';
import { Notes } from './notes.tsx';
import classes from './usage-page.module.css';

interface UsageBoardProps {
  readonly deployment: Deployment;
  readonly deployments: readonly Deployment[];
  readonly book: UsageBook;
  /** Of the other deployments whose use counts on the same commitments. */
  readonly books: readonly UsageBook[];
  readonly commitments: readonly Commitment[];
}

/** The numbers, charts and tables of a deployment whose usage is known. */
export function UsageBoard({ deployment, deployments, book, books, commitments }: UsageBoardProps) {
  const all = useWords();
  const words = all.usage;
  // Numbers are told as of when they were read anew, so that the same reading gives the same forecast.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time belongs to the reading
  const now = useMemo(() => new Date(), [book, books]);
  const meters = useMemo(
    () =>
      metersOf(
        book,
        deployment.parts.map(({ image }) => image),
      ),
    [book, deployment.parts],
  );
  const months = useMemo(() => monthsOf(book, now), [book, now]);
  const history = useMemo(() => atLeastAYear(months), [months]);
  const [chosen, setPeriod] = useState<Period | null>(null);
  const period = chosen ?? periodEnding('year', history.last, history);
  const bought = useMemo(() => commitmentsOf(deployment.id, commitments), [deployment.id, commitments]);
  const subjects = useMemo(() => subjectsOf(bought, meters), [bought, meters]);
  const [subjectId, setSubjectId] = useState<string | null>(null);
  const subject =
    subjects.find(({ id }) => id === subjectId) ?? firstSubject(subjects, meters, deployment.feature, todayOf(now));
  const everyBook = useMemo(() => [book, ...books], [book, books]);
  const ownBooks = useMemo(() => [book], [book]);
  const ofSubject = subject?.kind === 'commitment' ? everyBook : ownBooks;
  const first = firstSubject(subjectsOf(bought, []), [], deployment.feature, todayOf(now));
  const commitment =
    subject?.kind === 'commitment' ? subject.commitment : first?.kind === 'commitment' ? first.commitment : null;
  const stands = useMemo(
    () => (commitment ? standing(commitment, everyBook, now, { all: commitments }) : null),
    [commitment, everyBook, now, commitments],
  );
  const [editing, setEditing] = useState<Editing | null>(null);
  const notes = useMemo(() => notesOf(book), [book]);
  const file = {
    name: `usage-${deployment.id}`,
    of: deployment.name,
    note: words.fileNote(book.readAt === null ? '' : formatMoment(book.readAt)),
  };
  return (
    <div className={classes['board']}>
      {subject ? (
        <FourNumbers
          subjects={subjects}
          subject={subject}
          onSubject={setSubjectId}
          books={ofSubject}
          stands={stands}
          now={now}
        />
      ) : null}
      <Notes notes={notes} />
      <ByMonthCard
        book={book}
        meters={meters}
        feature={deployment.feature}
        period={period}
        history={history}
        onPeriod={setPeriod}
        file={file}
      />
      <CommitmentSection
        key={commitment?.id ?? ''}
        commitment={commitment}
        stands={stands}
        all={commitments}
        books={everyBook}
        now={now}
        onEdit={setEditing}
        file={file}
      />
      {subject ? (
        <HeatCard
          subject={subject}
          subjectName={
            subject.kind === 'commitment'
              ? subject.commitment.name
              : words.subject.meter(all.images[subject.key.image].name, shortMeter(subject.key.meter))
          }
          books={ofSubject}
          period={period}
          history={months}
          file={file}
        />
      ) : null}
      <LedgerCard ledger={book.ledger} fileName={file.name} />
      <MonthTable book={book} meters={meters} history={months} />
      <CommitmentDialogs
        editing={editing}
        onClose={() => setEditing(null)}
        deploymentId={deployment.id}
        deployments={deployments}
        books={everyBook}
        all={commitments}
      />
    </div>
  );
}
