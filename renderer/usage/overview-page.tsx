import { Skeleton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { formatShare } from '#shared/rules/format.ts';
import { standing } from '#shared/usage/standing.ts';
import { paths } from '../deployment/paths.ts';
import { useRead } from '../door/reads.ts';
import { Empty } from '../ui/empty.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePage } from '../ui/pager.tsx';
import { Card, StepPage } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import { ByMonthCard } from './by-month-card.tsx';
import tables from './chart/chart.module.css';
import { SaveCsv } from './chart/save-csv.tsx';
import { Sparkline } from './chart/sparkline.tsx';
import { ShareBar } from './figures.tsx';
import { formatQuantity } from './model/axis.ts';
import { monthsOf } from './model/buckets.ts';
import { mergeBooks, withoutHelpers } from './model/merge.ts';
import { metersOf, shortMeter } from './model/meters.ts';
import { formatMoment } from './model/moment.ts';
import { monthNumber, monthOf } from './model/months.ts';
import { atLeastAYear, type Period, periodEnding } from './model/period.ts';
import { firstSubject, monthUse, recentDays, subjectsOf, todayOf } from './model/subjects.ts';
import { sayForecast } from './say-forecast.ts';
import classes from './usage-page.module.css';
import { useBooks } from './use-books.ts';

/** Features before the helpers that they call. */
const ORDER: readonly ImageId[] = ['invoice', 'receipt', 'business-card', 'id-document', 'layout', 'read'];

/** So many are drawn at a time. */
const COMMITMENTS_A_PAGE = 12;
const DEPLOYMENTS_A_PAGE = 50;

/** All deployments and commitments of this computer at a glance. */
export function UsageOverviewPage() {
  const words = useWords();
  const { overview } = words.usage;
  const deployments = useRead('deployments.list', undefined);
  const commitments = useRead('commitments.list', undefined);
  const ids = useMemo(() => (deployments.data ?? []).map(({ id }) => id), [deployments.data]);
  const books = useBooks(ids);
  const failed = deployments.error ?? commitments.error ?? books.error;
  return (
    <StepPage title={overview.title} lead={overview.lead} wide>
      {failed ? (
        <FailurePanel
          failure={failed.failure}
          retryLabel={words.readAgain}
          onRetry={() => {
            void deployments.refetch();
            void commitments.refetch();
            books.refetch();
          }}
        />
      ) : null}
      {deployments.data && commitments.data && books.values ? (
        deployments.data.length === 0 ? (
          <Card>
            <Empty title={overview.none}>{overview.noneText}</Empty>
          </Card>
        ) : (
          <Board deployments={deployments.data} commitments={commitments.data} books={books.values} />
        )
      ) : failed ? null : (
        <section className={classes['board']} aria-busy aria-label={words.loading}>
          <Skeleton height={180} />
          <Skeleton height={260} />
          <Skeleton height={448} />
        </section>
      )}
    </StepPage>
  );
}

interface BoardProps {
  readonly deployments: readonly Deployment[];
  readonly commitments: readonly Commitment[];
  readonly books: readonly UsageBook[];
}

function Board({ deployments, commitments, books }: BoardProps) {
  const words = useWords().usage;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time belongs to the reading
  const now = useMemo(() => new Date(), [books]);
  const merged = useMemo(() => {
    const features = new Map(deployments.map(({ id, feature }) => [id, feature]));
    return mergeBooks(books.map((book) => withoutHelpers(book, features.get(book.deploymentId) ?? null)));
  }, [books, deployments]);
  const meters = useMemo(() => metersOf(merged, ORDER), [merged]);
  const history = useMemo(() => atLeastAYear(monthsOf(merged, now)), [merged, now]);
  const [chosen, setPeriod] = useState<Period | null>(null);
  const period = chosen ?? periodEnding('year', history.last, history);
  return (
    <div className={classes['board']}>
      <Commitments commitments={commitments} deployments={deployments} books={books} now={now} />
      <Deployments deployments={deployments} commitments={commitments} books={books} now={now} />
      {meters.length > 0 ? (
        <ByMonthCard
          book={merged}
          meters={meters}
          feature={null}
          period={period}
          history={history}
          onPeriod={setPeriod}
          zooms={['year', 'all']}
          file={{
            name: 'usage',
            of: words.overview.all,
            note: words.fileNote(merged.readAt === null ? '' : formatMoment(merged.readAt)),
          }}
        />
      ) : null}
    </div>
  );
}

function Commitments({ commitments, deployments, books, now }: BoardProps & { readonly now: Date }) {
  const all = useWords();
  const { overview } = all.usage;
  const today = todayOf(now);
  const shown = commitments.toSorted(
    (a, b) => Number(a.endsOn < today) - Number(b.endsOn < today) || a.endsOn.localeCompare(b.endsOn),
  );
  const page = usePage(shown, COMMITMENTS_A_PAGE, overview.commitments);
  const drawn = page.shown.map(({ id }) => id).join('\n');
  // Of those that are drawn: each is a forecast of hundreds of futures.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `drawn` says which they are
  const stands = useMemo(
    () => new Map(page.shown.map((one) => [one.id, standing(one, books, now, { all: commitments })])),
    [drawn, commitments, books, now],
  );
  if (shown.length === 0)
    return (
      <Card title={overview.commitments}>
        <p className={classes['quiet']}>
          {overview.noCommitment}. {overview.noCommitmentText}
        </p>
      </Card>
    );
  return (
    <Card title={overview.commitments}>
      <ul className={classes['plans']}>
        {page.shown.map((commitment) => {
          const stand = stands.get(commitment.id);
          if (!stand) return null;
          const { card } = all.commitment;
          const share = card.usedOf(formatQuantity(stand.used), formatQuantity(commitment.quantity), commitment.unit);
          const of = deployments.find(({ id }) => commitment.deploymentIds.includes(id));
          return (
            <li key={commitment.id}>
              <div className={classes['planHead']}>
                {of ? (
                  <Link href={paths.step(of.id, 'usage')} className={classes['planName'] ?? ''}>
                    {commitment.name}
                  </Link>
                ) : (
                  <strong>{commitment.name}</strong>
                )}
                <span className="tabular">{formatShare(stand.shareUsed)}</span>
              </div>
              <ShareBar
                share={stand.shareUsed}
                time={stand.phase === 'running' ? stand.shareOfTerm : null}
                label={share}
              />
              <p className={`${classes['quiet']} tabular`}>{share}</p>
              <p className={classes['planSays']}>{sayForecast(all.commitment, commitment, stand)}</p>
            </li>
          );
        })}
      </ul>
      {page.pager}
    </Card>
  );
}

function Deployments({ deployments, books, now }: BoardProps & { readonly now: Date }) {
  const all = useWords();
  const { overview, figures, subject: naming } = all.usage;
  const month = monthOf(monthNumber(todayOf(now)));
  const bookOf = useMemo(() => new Map(books.map((book) => [book.deploymentId, book])), [books]);
  const { shown, pager } = usePage(deployments, DEPLOYMENTS_A_PAGE, overview.deployments);
  const rowOf = (deployment: Deployment) => {
    const book = bookOf.get(deployment.id);
    const order = deployment.parts.map(({ image }) => image);
    const meters = book ? metersOf(book, order) : [];
    const subject = firstSubject(subjectsOf([], meters), meters, deployment.feature, todayOf(now));
    const total = meters.find(({ id }) => id === subject?.id)?.total;
    return { deployment, book, subject, total, used: book && subject ? monthUse(subject, [book], month) : undefined };
  };
  return (
    <Card
      title={overview.deployments}
      right={
        <SaveCsv
          title={overview.deployments}
          fileName="usage-overview.csv"
          rows={() => [
            ['deployment', 'container', 'meter', 'this_month', 'total', 'read_at'],
            ...deployments
              .map(rowOf)
              .map(({ deployment, book, subject, total, used }) => [
                deployment.name,
                ...(subject?.kind === 'meter' ? [subject.key.image, subject.key.meter] : ['', '']),
                String(used ?? ''),
                String(total ?? ''),
                book?.readAt ?? '',
              ]),
          ]}
        />
      }
    >
      <section className={tables['scroll']} aria-label={overview.deployments}>
        <table className={`${tables['table']} tabular`} aria-label={overview.deployments}>
          <thead>
            <tr>
              <th scope="col" data-side="start">
                {overview.deployment}
              </th>
              <th scope="col" data-side="start">
                {all.usage.meter}
              </th>
              <th scope="col" data-side="start">
                {overview.last30}
              </th>
              <th scope="col">{figures.thisMonth}</th>
              <th scope="col">{all.usage.total}</th>
              <th scope="col">{overview.read}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(rowOf).map(({ deployment, book, subject, total, used }) => {
              return (
                <tr key={deployment.id}>
                  <th scope="row" data-side="start">
                    <Link href={paths.step(deployment.id, 'usage')} className={classes['planName'] ?? ''}>
                      {deployment.name}
                    </Link>
                  </th>
                  <td data-side="start">
                    {subject?.kind === 'meter'
                      ? naming.meter(all.images[subject.key.image].name, shortMeter(subject.key.meter))
                      : overview.notCounted}
                  </td>
                  <td data-side="start">
                    {book && subject ? (
                      <Sparkline
                        values={recentDays(subject, [book], now)}
                        name={deployment.name}
                        width={140}
                        height={26}
                      />
                    ) : null}
                  </td>
                  <td>{used === undefined ? '' : formatQuantity(used)}</td>
                  <td>{total === undefined ? '' : formatQuantity(total)}</td>
                  <td>{book?.readAt ? formatMoment(book.readAt) : all.usage.neverRead}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {pager}
    </Card>
  );
}
