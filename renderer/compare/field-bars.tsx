import type { FieldTally } from '#shared/domain/comparison.ts';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import classes from './compare.module.css';
import { fieldName } from './model/field-name.ts';
import { percent } from './model/report.ts';

interface FieldBarsProps {
  readonly fields: readonly FieldTally[];
  readonly only: string | null;
  readonly onOnly: (field: string | null) => void;
}

/** The share right of each field, worst first; pressing one shows its differences alone. */
export function FieldBars({ fields, only, onOnly }: FieldBarsProps) {
  const words = useWords().compare;
  return (
    <Card title={words.byField}>
      <ul className={classes['bars']}>
        {fields.map((tally) =>
          tally.share === null ? null : (
            <li key={tally.field}>
              <button
                type="button"
                className={classes['bar']}
                aria-pressed={only === tally.field}
                aria-label={words.fieldBar(fieldName(tally.field), percent(tally.share), tally.checked)}
                onClick={() => onOnly(only === tally.field ? null : tally.field)}
              >
                <span className={classes['barName']}>{fieldName(tally.field)}</span>
                <span className={classes['track']}>
                  <span className={classes['fill']} style={{ width: `${tally.share * 100}%` }} />
                </span>
                <span className={`${classes['barShare']} tabular`}>
                  {words.fieldShare(percent(tally.share), tally.checked)}
                </span>
              </button>
            </li>
          ),
        )}
      </ul>
    </Card>
  );
}
