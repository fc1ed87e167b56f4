import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconDownload, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useAction } from '../../../door/reads.ts';
import { Copy } from '../../copy.tsx';
import { useWords } from '../../words.tsx';
import type { OpenResult } from '../open/open-result.ts';
import classes from './results.module.css';

/** Lines drawn as one block, so that a long answer scrolls without drawing what is out of sight. */
const BLOCK_LINES = 200;

/** The answer as it came, to search, copy and save. */
export function JsonTab({ result, name }: { readonly result: OpenResult; readonly name: string }) {
  const words = useWords().analyse;
  const save = useAction('app.saveText');
  const [lines, setLines] = useState<readonly string[]>([]);
  useEffect(() => {
    let over = false;
    const read = async (): Promise<void> => {
      const all = await result.ask('lines', null);
      if (!over) setLines(all);
    };
    void read();
    return () => {
      over = true;
    };
  }, [result]);
  const text = useMemo(() => lines.join('\n'), [lines]);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => {
    const needle = wanted.trim().toLowerCase();
    if (needle === '') return [];
    return lines.flatMap((line, index) => (line.toLowerCase().includes(needle) ? [index] : []));
  }, [lines, wanted]);
  const current = found.length > 0 ? (found[at % found.length] ?? null) : null;
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (current !== null) box.current?.querySelector(`[data-line="${current}"]`)?.scrollIntoView({ block: 'center' });
  }, [current]);
  const move = (by: number) => setAt((before) => (before + by + found.length) % Math.max(1, found.length));
  const blocks = Array.from({ length: Math.ceil(lines.length / BLOCK_LINES) }, (_, index) => index * BLOCK_LINES);
  return (
    <div className={classes['json']}>
      <div className={classes['jsonBar']}>
        <TextInput
          size="xs"
          aria-label={words.searchJson}
          placeholder={words.searchJson}
          leftSection={<IconSearch size={14} />}
          value={wanted}
          onChange={({ currentTarget }) => {
            setWanted(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={({ key, shiftKey }) => key === 'Enter' && move(shiftKey ? -1 : 1)}
        />
        <span className={`${classes['quiet']} tabular`} role="status">
          {wanted.trim() === '' ? '' : words.found(found.length === 0 ? 0 : (at % found.length) + 1, found.length)}
        </span>
        <ActionIcon variant="subtle" color="gray" aria-label={words.previous} onClick={() => move(-1)}>
          <IconChevronUp size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={words.next} onClick={() => move(1)}>
          <IconChevronDown size={16} />
        </ActionIcon>
        <Copy text={text} label={words.copyJson} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
          onClick={() => save.mutate({ title: words.saveJson, fileName: `${name}.json`, text })}
        >
          {words.save}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable text has to be reachable by keyboard */}
      <pre ref={box} tabIndex={0} className={classes['jsonText']}>
        {blocks.map((from) => (
          <div
            key={from}
            className={classes['block']}
            style={{ '--lines': Math.min(BLOCK_LINES, lines.length - from) } as React.CSSProperties}
          >
            {lines.slice(from, from + BLOCK_LINES).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is what it is
              <div key={from + index} data-line={from + index} data-found={from + index === current || undefined}>
                {line}
              </div>
            ))}
          </div>
        ))}
      </pre>
    </div>
  );
}
