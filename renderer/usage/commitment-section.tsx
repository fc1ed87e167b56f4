import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Commitment, WhatIf } from '#shared/domain/commitment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { type Standing, standing } from '#shared/usage/standing.ts';
import { Empty } from '../ui/empty.tsx';
import { Card } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import { CommitmentCard } from './commitment-card.tsx';
import { CommitmentChart } from './commitment-chart.tsx';
import type { Editing } from './editing.ts';
import { termsWith } from './model/subjects.ts';
import { termView } from './model/term-views.ts';
import classes from './usage-page.module.css';
import { WhatIfForm } from './what-if-form.tsx';

interface CommitmentSectionProps {
  readonly commitment: Commitment | null;
  readonly stands: Standing | null;
  readonly all: readonly Commitment[];
  readonly books: readonly UsageBook[];
  readonly now: Date;
  readonly onEdit: (editing: Editing) => void;
  readonly file: { readonly name: string; readonly of: string; readonly note: string };
}

/** The chart against the commitment with what it says beside it; before anything was entered, the way to enter it. */
export function CommitmentSection({ commitment, stands, all, books, now, onEdit, file }: CommitmentSectionProps) {
  const words = useWords().commitment;
  const [whatIf, setWhatIf] = useState<WhatIf | null>(null);
  const terms = useMemo(() => (commitment ? termsWith(commitment, all) : []), [commitment, all]);
  const wouldStand = useMemo(
    () => (commitment && whatIf ? standing(commitment, books, now, { whatIf, all }) : null),
    [commitment, whatIf, books, now, all],
  );
  const views = useMemo(
    () =>
      terms.map((one) => {
        const own = one.id === commitment?.id;
        return termView({
          commitment: one,
          stands: own && stands ? stands : standing(one, books, now, { all }),
          wouldStand: own ? wouldStand : null,
          books,
          all,
        });
      }),
    [terms, commitment, stands, wouldStand, books, now, all],
  );
  if (!commitment || !stands)
    return (
      <Card title={words.title}>
        <Empty title={words.none}>
          <p className={classes['quiet']} style={{ maxWidth: 440, textAlign: 'center' }}>
            {words.noneText}
          </p>
          <Button leftSection={<IconPlus size={16} />} onClick={() => onEdit({ kind: 'add' })}>
            {words.enter}
          </Button>
        </Empty>
      </Card>
    );
  return (
    <>
      <CommitmentChart commitment={commitment} terms={views} file={file}>
        {stands.forecast ? (
          <WhatIfForm commitment={commitment} now={now} whatIf={whatIf} wouldStand={wouldStand} onWhatIf={setWhatIf} />
        ) : null}
      </CommitmentChart>
      <CommitmentCard commitment={commitment} stands={stands} onEdit={onEdit} />
    </>
  );
}
