import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../ui/words.tsx';
import type { UsageNote } from './model/notes.ts';
import { sayNote } from './say-note.ts';
import classes from './usage-page.module.css';

const AT_FIRST = 2;

/** What an auditor has to know about the numbers below: what is stale, not read, went down, or does not agree. */
export function Notes({ notes }: { readonly notes: readonly UsageNote[] }) {
  const all = useWords();
  const words = all.usage.notes;
  const [open, setOpen] = useState(false);
  if (notes.length === 0) return null;
  const shown = open ? notes : notes.slice(0, AT_FIRST);
  return (
    <section className={classes['notes']} aria-label={words.title}>
      <ul>
        {shown.map((note) => {
          const needsYou = note.kind === 'stale' || note.kind === 'gap-open';
          const Icon = needsYou ? IconAlertTriangle : IconInfoCircle;
          return (
            <li key={note.id} data-needs={needsYou}>
              <Icon size={16} aria-hidden />
              <span>{sayNote(all, note)}</span>
            </li>
          );
        })}
      </ul>
      {notes.length > AT_FIRST ? (
        <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.fewer : words.more(notes.length - AT_FIRST)}
        </Button>
      ) : null}
    </section>
  );
}
