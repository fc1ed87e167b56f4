import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import type { Check } from '#shared/domain/engine.ts';
import type { Words } from '#shared/words/languages.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './host-page.module.css';

const ICONS = {
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  problem: IconCircleX,
  unknown: IconHelpCircle,
} as const;

interface Sentence {
  readonly said: string;
  readonly next: string | null;
}

/** The sentence of a check. Its facts were made together with its verdict, which the compiler cannot follow. */
function sayCheck(words: Words, check: Check): Sentence {
  const verdicts: Readonly<Record<string, (facts: never) => Sentence>> = words.checks[check.id].verdicts;
  return verdicts[check.verdict]?.(check.facts as never) ?? { said: check.verdict, next: null };
}

/** One point of the host: what it is, what was found, and what to do about it. */
export function CheckRow({ check }: { readonly check: Check }) {
  const words = useWords();
  const Icon = ICONS[check.state];
  const { said, next } = sayCheck(words, check);
  return (
    <li className={classes['check']} data-state={check.state}>
      <Icon size={18} aria-hidden />
      <div className={classes['checkName']}>
        {words.checks[check.id].name}
        <span className="visually-hidden">, {words.host.states[check.state]}</span>
      </div>
      <div>
        <p className={classes['said']}>{said}</p>
        {next ? <p className={classes['next']}>{next}</p> : null}
      </div>
    </li>
  );
}
