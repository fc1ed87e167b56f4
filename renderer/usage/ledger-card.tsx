import type { LedgerSum } from '#shared/domain/history.ts';
import { formatDay } from '#shared/rules/format.ts';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import { DataTable } from './chart/data-table.tsx';
import { SaveCsv } from './chart/save-csv.tsx';
import { Info } from './info.tsx';
import { formatQuantity } from './model/axis.ts';
import { shortMeter } from './model/meters.ts';
import classes from './usage-page.module.css';

const signed = (value: bigint): string => (value > 0n ? `+${formatQuantity(value)}` : formatQuantity(value));

interface LedgerCardProps {
  readonly ledger: readonly LedgerSum[];
  /** The beginning of a saved file's name. */
  readonly fileName: string;
}

/** What Drydock sent itself beside what the meters counted, and the difference in words. */
export function LedgerCard({ ledger, fileName }: LedgerCardProps) {
  const all = useWords();
  const words = all.usage.ledger;
  const compared = ledger.flatMap(({ image, compared: one }) => (one ? [{ image, ...one }] : []));
  const rows = compared.flatMap(({ image, from, to, documents, pages, meters }) =>
    meters.map(({ meter, counted, difference }) => ({
      key: `${image} ${meter}`,
      meter,
      difference,
      cells: [
        all.usage.subject.meter(all.images[image].name, shortMeter(meter)),
        words.since(formatDay(from), formatDay(to)),
        formatQuantity(documents),
        formatQuantity(pages),
        formatQuantity(counted),
        signed(difference),
      ],
    })),
  );
  const csv = () => [
    ['container', 'meter', 'from', 'to', 'documents', 'pages', 'counted', 'difference', 'uncertain'],
    ...compared.flatMap(({ image, from, to, documents, pages, uncertain: open, meters }) =>
      meters.map(({ meter, counted, difference }) => [
        image,
        meter,
        from,
        to,
        documents,
        String(pages),
        String(counted),
        String(difference),
        open,
      ]),
    ),
  ];
  const uncertain = Math.max(0, ...ledger.map((one) => one.uncertain));
  const sent = ledger.some(({ documents, uncertain: unknown }) => documents + unknown > 0);
  const apart = rows.filter(({ difference }) => difference !== 0n);
  const named = (some: typeof rows): string => some.map(({ meter }) => shortMeter(meter)).join(', ');
  const more = named(rows.filter(({ difference }) => difference > 0n));
  const less = named(rows.filter(({ difference }) => difference < 0n));
  return (
    <Card
      title={
        <span className={classes['titled']}>
          {words.title}
          <Info name={words.title} topic="drydock-s-own-count">
            {words.lead}
          </Info>
        </span>
      }
      right={rows.length === 0 ? null : <SaveCsv title={words.title} fileName={`${fileName}-ledger.csv`} rows={csv} />}
    >
      {rows.length === 0 ? (
        <p className={classes['quiet']}>{sent ? words.notYet : words.none}</p>
      ) : (
        <>
          <DataTable
            label={words.title}
            maxHeight={380}
            table={{
              head: [
                all.usage.meter,
                all.usage.zoom.label,
                words.documents,
                words.pages,
                words.counted,
                words.difference,
              ],
              texts: [1],
              rows,
            }}
          />
          <p className={classes['note']}>
            {apart.length === 0 ? words.same : null} {more === '' ? null : words.more(more)}{' '}
            {less === '' ? null : words.less(less)} {words.helper} {uncertain > 0 ? words.uncertain(uncertain) : ''}
          </p>
        </>
      )}
    </Card>
  );
}
