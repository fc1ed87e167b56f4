import { Button, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import type { Commitment, WhatIf } from '#shared/domain/commitment.ts';
import { addDays } from '#shared/rules/days.ts';
import { formatDay } from '#shared/rules/format.ts';
import type { Standing } from '#shared/usage/standing.ts';
import { useWords } from '../ui/words.tsx';
import { formatQuantity } from './model/axis.ts';
import { todayOf } from './model/subjects.ts';
import { whatIfSchema } from './model/what-if-schema.ts';
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
  const [schema] = useState(() => whatIfSchema(words));
  const typing = useForm({
    initialValues: {
      more: '',
      from: today < commitment.startsOn ? commitment.startsOn : addDays(today, 1),
    },
    validate: schemaResolver(schema, { sync: true }),
    validateInputOnChange: true,
    onValuesChange: (values) => onWhatIf(schema.safeParse(values).data ?? null),
  });
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
        w={120}
        {...typing.getInputProps('more')}
      />
      <TextInput
        size="xs"
        type="date"
        label={words.from}
        min={commitment.startsOn}
        max={commitment.endsOn}
        w={150}
        {...typing.getInputProps('from')}
      />
      <p role="status" className={classes['whatIfSays']}>
        {whatIf && wouldStand ? `${asks(whatIf)} ${sayForecast(all.commitment, commitment, wouldStand)}` : null}
      </p>
      {whatIf ? (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => typing.setFieldValue('more', '')}>
          {words.clear}
        </Button>
      ) : null}
    </section>
  );
}
