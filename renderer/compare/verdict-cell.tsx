import { IconCheck, IconEqualNot, IconMinus, IconPlus, IconQuestionMark } from '@tabler/icons-react';
import type { Words } from '#shared/words/languages.ts';
import classes from './compare.module.css';
import type { ComparedCell } from './model/compare.ts';

const ICONS = {
  right: IconCheck,
  different: IconEqualNot,
  missing: IconMinus,
  unexpected: IconPlus,
  unchecked: IconQuestionMark,
} as const;

/** How a field compares, as a sign and a word. */
export function VerdictCell({ cell, words }: { readonly cell: ComparedCell; readonly words: Words['compare'] }) {
  const Icon = ICONS[cell.verdict];
  return (
    <span className={classes['verdict']} data-verdict={cell.verdict} title={cell.why ? words.why[cell.why] : undefined}>
      <Icon size={14} aria-hidden />
      {words.verdicts[cell.verdict]}
    </span>
  );
}
