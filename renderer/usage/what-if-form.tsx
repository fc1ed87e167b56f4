import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Commitment, WhatIf } from '#shared/domain/commitment.ts';
import { addDays, dayNumber } from '#shared/rules/days.ts';
import { formatDay } from '#shared/rules/format.ts';
import type { Standing } from '#shared/usage/standing.ts';
import { useWords } from '../ui/words.tsx';
import { formatQuantity } from './model/axis.ts';
import { todayOf } from './model/subjects.ts';
import { parseWhole } from './parse-typed.ts';
import { sayForecast } from './say-forecast.ts';
import classes from './usage-page.module.css';

interface WhatIfFormProps {
  readonly commitment: Commitment;
  readonly now: Date;
  readonly whatIf: WhatIf | null;
  readonly wouldStand: Standing | null;
  readonly onWhatIf: (whatIf: WhatIf | null) => void;
}

/** "200 more a day from January": two fields, told at once in words and in the chart above. */
export function WhatIfForm({ commitment, now, whatIf, wouldStand, onWhatIf }: WhatIfFormProps) {
  const all = useWords();
  const words = all.commitment.whatIf;
  const today = todayOf(now);
  const [more, setMore] = useState('');
  const [from, setFrom] = useState(() => (today < commitment.startsOn ? commitment.startsOn : addDays(today, 1)));
  const change = (nextMore: string, nextFrom: string): void => {
    setMore(nextMore);
    setFrom(nextFrom);
    const perDay = parseWhole(nextMore);
    const usable = perDay !== null && perDay !== 0n && dayNumber(nextFrom) !== null;
    onWhatIf(usable ? { morePerDay: Number(perDay), from: nextFrom } : null);
  };
  const wrong = more.trim() !== '' && parseWhole(more) === null;
  const asks = (one: WhatIf): string => {
    const amount = formatQuantity(Math.abs(one.morePerDay));
    const say = one.morePerDay < 0 ? words.asksLess : words.asks;
    return say(amount, commitment.unit, formatDay(one.from));
  };
  return (
    <section className={classes['whatIf']} aria-label={words.title}>
      <strong className={classes['whatIfTitle']}>{words.title}</strong>
      <TextInput
        size="xs"
        label={words.more}
        placeholder="200"
        inputMode="numeric"
        value={more}
        error={wrong ? words.invalid : undefined}
        onChange={({ currentTarget }) => change(currentTarget.value, from)}
        w={120}
      />
      <TextInput
        size="xs"
        type="date"
        label={words.from}
        value={from}
        min={commitment.startsOn}
        max={commitment.endsOn}
        onChange={({ currentTarget }) => change(more, currentTarget.value)}
        w={150}
      />
      <p role="status" className={classes['whatIfSays']}>
        {whatIf && wouldStand ? `${asks(whatIf)} ${sayForecast(all.commitment, commitment, wouldStand)}` : null}
      </p>
      {whatIf ? (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => change('', from)}>
          {words.clear}
        </Button>
      ) : null}
    </section>
  );
}
