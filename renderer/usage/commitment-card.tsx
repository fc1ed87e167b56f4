import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Commitment } from '#shared/domain/commitment.ts';
import { formatDay, formatShare } from '#shared/rules/format.ts';
import type { Standing } from '#shared/usage/standing.ts';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import type { Editing } from './editing.ts';
import { ShareBar } from './figures.tsx';
import { Info } from './info.tsx';
import { formatQuantity } from './model/axis.ts';
import { monthName, monthNumber } from './model/months.ts';
import { sayForecast } from './say-forecast.ts';
import classes from './usage-page.module.css';

interface CommitmentCardProps {
  readonly commitment: Commitment;
  readonly stands: Standing;
  readonly onEdit: (editing: Editing) => void;
}

const money = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency,
    maximumFractionDigits: amount !== 0 && amount < 1 ? 4 : 2,
  }).format(amount);

/** A commitment in words: used and left, pace, forecast with its band, months that ran over, cost so far. */
export function CommitmentCard({ commitment, stands, onEdit }: CommitmentCardProps) {
  const all = useWords();
  const words = all.commitment;
  const { card } = words;
  const { unit, quantity } = commitment;
  const over = stands.months.filter((month) => month.over);
  const share = card.usedOf(formatQuantity(stands.used), formatQuantity(quantity), unit);
  const total = stands.forecast?.total ?? null;
  return (
    <Card title={commitment.name}>
      <div className={classes['card']}>
        <ShareBar share={stands.shareUsed} time={stands.shareOfTerm} label={share} />
        <p className={classes['says']}>{sayForecast(words, commitment, stands)}</p>
        <dl className={classes['facts']}>
          <Fact name={card.used}>
            {share}, {formatShare(stands.shareUsed)}
          </Fact>
          <Fact name={card.left}>
            {stands.over > 0n ? card.over(formatQuantity(stands.over), unit) : `${formatQuantity(stands.left)} ${unit}`}
          </Fact>
          <Fact name={card.term}>
            {card.termText(
              formatDay(commitment.startsOn),
              formatDay(commitment.endsOn),
              stands.phase === 'over' ? 0 : stands.daysLeft,
            )}
          </Fact>
          {stands.pace ? (
            <Fact name={card.pace} topic="pace" info={all.usage.infos.pace}>
              {card.paceText(formatQuantity(Math.round(stands.pace.perDay)), unit, stands.pace.days)}
              {stands.phase === 'running' && stands.daysLeft > 0 && stands.over === 0n ? (
                <span className={classes['quiet']}>
                  {card.evenPace(formatQuantity(Math.floor(Number(stands.left) / stands.daysLeft)))}
                </span>
              ) : null}
            </Fact>
          ) : null}
          {total ? (
            <Fact name={card.byEnd} topic="forecast" info={all.usage.infos.forecast}>
              {card.byEndText(...rounded(total.likely, total.low, total.high))}
            </Fact>
          ) : null}
          <Fact name={card.months} topic="months-over-their-share" info={card.monthsInfo}>
            <MonthsOver months={over} />
          </Fact>
          {stands.cost ? (
            <Fact name={card.cost} topic="cost-so-far" info={card.costInfo}>
              <Cost cost={stands.cost} unit={unit} />
            </Fact>
          ) : null}
        </dl>
        <div className={classes['cardButtons']}>
          <Button size="xs" variant="default" onClick={() => onEdit({ kind: 'edit', commitment })}>
            {words.edit}
          </Button>
          <Button size="xs" variant="default" onClick={() => onEdit({ kind: 'next', commitment })}>
            {words.next}
          </Button>
          <Button size="xs" variant="default" onClick={() => onEdit({ kind: 'add' })}>
            {words.another}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => onEdit({ kind: 'remove', commitment })}>
            {words.remove}
          </Button>
        </div>
      </div>
    </Card>
  );
}

const rounded = (likely: number, low: number, high: number): [string, string, string] => [
  formatQuantity(Math.round(likely)),
  formatQuantity(Math.round(low)),
  formatQuantity(Math.round(high)),
];

/** `Nov 2026`. */
const shortMonth = (month: number): string => `${monthName(month)} ${Math.floor(month / 12)}`;

/** More months than this are told on request. */
const MONTHS_TOLD = 4;

function MonthsOver({ months }: { readonly months: Standing['months'] }) {
  const { card } = useWords().commitment;
  const [all, setAll] = useState(false);
  if (months.length === 0) return card.noMonths;
  const newest = months.toReversed();
  const more = newest.length - MONTHS_TOLD;
  return (
    <>
      {(all ? newest : newest.slice(0, MONTHS_TOLD)).map(({ month, used, share }) => (
        <span key={month}>
          {card.month(shortMonth(monthNumber(month)), formatQuantity(used), formatQuantity(Math.round(share)))}
        </span>
      ))}
      {more > 0 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          w="max-content"
          px={0}
        >
          {all ? card.fewerMonths : card.moreMonths(more)}
        </Button>
      ) : null}
    </>
  );
}

function Cost({ cost, unit }: { readonly cost: NonNullable<Standing['cost']>; readonly unit: string }) {
  const { card } = useWords().commitment;
  const { currency, paid, perUnitSoFar, overage, overageForecast } = cost;
  const paidText = money(paid, currency);
  return (
    <>
      <span>
        {perUnitSoFar === null ? card.costNone(paidText) : card.costText(paidText, money(perUnitSoFar, currency), unit)}
      </span>
      {overage !== null && overage > 0 ? <span>{card.overage(money(overage, currency))}</span> : null}
      {overageForecast && overageForecast.high > 0 ? (
        <span>{card.overageBy(money(overageForecast.low, currency), money(overageForecast.high, currency))}</span>
      ) : null}
    </>
  );
}

interface FactProps {
  readonly name: string;
  readonly topic?: string;
  readonly info?: string;
  readonly children: ReactNode;
}

function Fact({ name, topic, info, children }: FactProps) {
  return (
    <div>
      <dt>
        {name}
        {topic && info ? (
          <Info name={name} topic={topic}>
            {info}
          </Info>
        ) : null}
      </dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}
