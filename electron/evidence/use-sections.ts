import type { Column, Paper, Row } from '#shared/pdf/paper.ts';
import { count, day, instant } from '#shared/pdf/tell.ts';
import { formatShare } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import type { EvidenceFacts } from './facts.ts';
import { readingsToPrint } from './readings-file.ts';
import { nameOfContainer, totalsOf } from './tell.ts';
import { totalsIn } from './totals.ts';

type Section = (paper: Paper, facts: EvidenceFacts, words: Words) => void;

/** What was counted, where this comes from, and the sum of the attached file: on the first page. */
export const summarySection: Section = (paper, { period, deployments, attached, host, madeAt }, words) => {
  const { summary } = words.evidence;
  paper.heading(summary.title);
  const rows = deployments.flatMap(({ deployment, book }) =>
    totalsIn(book, period.from, period.to).map(({ image, meter, total }): Row => {
      return { cells: [deployment.name, words.images[image].name, meter, count(total)] };
    }),
  );
  const { columns } = summary;
  if (rows.length === 0) paper.paragraph(summary.none);
  else
    paper.table(
      [
        { title: columns.deployment, share: 0.16 },
        { title: columns.container, share: 0.12 },
        { title: columns.meter, share: 0.54 },
        { title: columns.counted, share: 0.18, align: 'right' },
      ],
      rows,
    );
  paper.heading(summary.attached);
  paper.paragraph(summary.attachedText(attached.name, count(attached.readings.length), count(attached.bytes.length)));
  paper.command([attached.sha256]);
  paper.heading(summary.host);
  const { pairs } = summary;
  paper.pairs([
    [pairs.host, host.name],
    [pairs.system, host.system],
    [pairs.engine, host.engine ?? pairs.noEngine],
    [pairs.version, pairs.drydock(host.version)],
    [pairs.made, `${instant(madeAt)} UTC`],
    [pairs.deployments, deployments.map(({ deployment }) => `${deployment.name} (${deployment.id})`).join(', ')],
  ]);
};

/** Months on one line. */
const MONTHS_A_LINE = 3;

/** Every meter, month by month, with its total. */
export const monthsSection: Section = (paper, { period, deployments }, words) => {
  const { months } = words.evidence;
  paper.heading(months.title);
  paper.paragraph(months.unit, 'quiet');
  const columns = Array.from({ length: MONTHS_A_LINE }, (): Column[] => [
    { title: months.columns.month, share: 0.15 },
    { title: months.columns.quantity, share: 0.14, align: 'right' },
    { title: '', share: 0.04 },
  ]).flat();
  const meters = deployments.flatMap(({ deployment, book }) =>
    totalsIn(book, period.from, period.to).map((meter) => ({ deployment, ...meter })),
  );
  if (meters.every((meter) => meter.months.length === 0)) paper.paragraph(words.evidence.summary.none);
  for (const { deployment, image, meter, total, months: counted } of meters) {
    if (counted.length === 0) continue;
    const container = words.images[image].name;
    const where = deployments.length > 1 ? `${deployment.name}, ${container}` : container;
    paper.sub(`${where}: ${meter}`);
    const cells = counted.flatMap(({ month, quantity, part }) => [
      part ? months.part(month) : month,
      count(quantity),
      '',
    ]);
    const all: Row[] = [];
    for (let at = 0; at < cells.length; at += columns.length) all.push({ cells: cells.slice(at, at + columns.length) });
    paper.table(columns, [...all, { cells: [months.total, count(total)], strong: true }]);
  }
};

/** What was bought, and how much of it is used. */
export const commitmentsSection: Section = (paper, { commitments }, words) => {
  const told = words.evidence.commitments;
  paper.heading(told.title);
  if (commitments.length === 0) return paper.paragraph(told.none);
  paper.paragraph(told.text, 'quiet');
  for (const { commitment, standing } of commitments) {
    const { rows } = told;
    const { unit, price } = commitment;
    const { used, left, over, usedUpOn, readAt, pace, forecast, cost } = standing;
    const above = standing.months.filter((month) => month.over).map(({ month }) => month);
    const money = (amount: number): string =>
      `${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${price?.currency ?? ''}`;
    const pairs: (readonly [string, string] | null)[] = [
      [rows.term, rows.of(commitment.startsOn, commitment.endsOn, standing.termDays)],
      [rows.bought, `${count(commitment.quantity)} ${unit}`],
      [
        rows.used,
        rows.usedOf(
          `${count(used)} ${unit}`,
          formatShare(standing.shareUsed),
          readAt === null ? rows.neverRead : `${instant(readAt)} UTC`,
        ),
      ],
      over > 0n
        ? [rows.over, usedUpOn === null ? count(over) : rows.overSince(count(over), day(usedUpOn))]
        : [rows.left, `${count(left)} ${unit}`],
      [rows.termGone, formatShare(standing.shareOfTerm)],
      pace && [rows.pace, rows.paceOf(count(pace.perDay), pace.from, pace.to)],
      forecast && [
        rows.forecast,
        rows.band(count(forecast.total.low), count(forecast.total.likely), count(forecast.total.high)),
      ],
      above.length > 0 ? [rows.overMonths, above.join(', ')] : null,
      cost && [rows.price, money(cost.paid)],
      cost && cost.overage !== null ? [rows.overage, money(cost.overage)] : null,
    ];
    paper.sub(commitment.name, 190);
    paper.pairs(pairs.flatMap((pair) => (pair === null ? [] : [pair])));
  }
};

/** The readings that were made, with their times. */
export const readingsSection: Section = (paper, { deployments, attached }, words) => {
  const told = words.evidence.readings;
  const { printed, all } = readingsToPrint(attached.readings);
  const name = nameOfContainer(deployments, words);
  paper.heading(told.title);
  paper.paragraph(all ? told.all : told.some(count(printed.length), count(attached.readings.length)), 'quiet');
  paper.table(
    [
      { title: told.columns.time, share: 0.2 },
      { title: told.columns.container, share: 0.22 },
      { title: told.columns.totals, share: 0.58 },
    ],
    printed.map((reading) => ({
      cells: [instant(reading.readAt), name(reading.deploymentId, reading.image), totalsOf(reading)],
    })),
  );
};
