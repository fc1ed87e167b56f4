import { Button, Checkbox, Popover, Select } from '@mantine/core';
import { IconColumns3, IconFilter, IconFilterOff } from '@tabler/icons-react';
import type { BatchItem, TableRow } from '#shared/domain/batch.ts';
import { useWords } from '../../ui/words.tsx';
import { type Arrangement, AS_THEY_ARE } from '../model/arrange.ts';
import type { Column } from '../model/columns.ts';
import { headOf } from './grid-columns.tsx';
import { SaveTable } from './save-table.tsx';
import classes from './table.module.css';

interface ToolbarProps {
  readonly batchId: string;
  readonly folderName: string;
  readonly all: readonly TableRow[];
  readonly shown: readonly TableRow[];
  readonly columns: readonly Column[];
  readonly how: Arrangement;
  readonly onChange: (change: Partial<Arrangement>) => void;
  readonly filtersOpen: boolean;
  readonly onFilters: (open: boolean) => void;
}

const STATES: readonly BatchItem['state'][] = ['done', 'failed', 'running', 'waiting'];
const UNDER = [50, 70, 80, 90, 95] as const;
const ALL = 'all';

/** What of the table is shown, how many rows that is, and how it is saved. */
export function Toolbar(props: ToolbarProps) {
  const { all, shown, columns, how, onChange, filtersOpen, onFilters } = props;
  const words = useWords();
  const { batch } = words;
  const typed = Object.values(how.filters).some((filter) => filter.trim() !== '');
  const filtered = typed || how.state !== null || how.confidenceUnder !== null;
  return (
    <div className={classes['toolbar']}>
      <p className={`${classes['count']} tabular`} role="status">
        {batch.shown(documentsIn(shown), documentsIn(all))}
      </p>
      <Select
        size="xs"
        w={132}
        aria-label={batch.stateFilter}
        allowDeselect={false}
        value={how.state ?? ALL}
        data={[
          { value: ALL, label: batch.allStates },
          ...STATES.map((state) => ({ value: state, label: batch.itemStates[state] })),
        ]}
        onChange={(value) => onChange({ state: STATES.find((state) => state === value) ?? null })}
      />
      <Select
        size="xs"
        w={148}
        aria-label={batch.confidenceFilter}
        allowDeselect={false}
        value={String(how.confidenceUnder === null ? ALL : Math.round(how.confidenceUnder * 100))}
        data={[
          { value: ALL, label: batch.anyConfidence },
          ...UNDER.map((percent) => ({ value: String(percent), label: batch.percent(percent) })),
        ]}
        onChange={(value) =>
          onChange({ confidenceUnder: value === ALL || value === null ? null : Number(value) / 100 })
        }
      />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFilter size={14} />}
        aria-expanded={filtersOpen}
        title={batch.filterHint}
        onClick={() => onFilters(!filtersOpen)}
      >
        {batch.filterColumns}
      </Button>
      {filtered ? (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconFilterOff size={14} />}
          onClick={() => onChange({ filters: {}, state: null, confidenceUnder: null })}
        >
          {batch.clearFilters}
        </Button>
      ) : null}
      <span className={classes['gap']} />
      <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <Button size="xs" variant="default" leftSection={<IconColumns3 size={14} />}>
            {batch.hideColumns}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <fieldset className={classes['columns']}>
            <legend className="visually-hidden">{batch.columnList}</legend>
            {columns
              .filter(({ key }) => key !== 'document')
              .map((column) => (
                <Checkbox
                  key={column.key}
                  size="xs"
                  label={headOf(words, column)}
                  checked={!how.hidden.includes(column.key)}
                  onChange={(event) =>
                    onChange({
                      hidden: event.currentTarget.checked
                        ? how.hidden.filter((key) => key !== column.key)
                        : [...how.hidden, column.key],
                    })
                  }
                />
              ))}
          </fieldset>
          <Button
            mt={8}
            size="xs"
            variant="subtle"
            disabled={how.hidden.length === 0}
            onClick={() => onChange({ hidden: AS_THEY_ARE.hidden })}
          >
            {batch.showAll}
          </Button>
        </Popover.Dropdown>
      </Popover>
      <SaveTable {...props} />
    </div>
  );
}

/** Documents, not rows: a file with three receipts is one. */
const documentsIn = (rows: readonly TableRow[]): number => new Set(rows.map(({ item }) => item.id)).size;
