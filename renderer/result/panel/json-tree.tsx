import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useId, useImperativeHandle, useRef } from 'react';
import { useWords } from '../../ui/words.tsx';
import type { TreeRow } from '../model/json-tree.ts';
import classes from './json.module.css';
import { JsonRow } from './json-row.tsx';

export interface JsonTreeHandle {
  /** Brings a row into sight. */
  show(index: number): void;
}

interface JsonTreeProps {
  readonly rows: readonly TreeRow[];
  readonly active: string | null;
  readonly onActive: (address: string) => void;
  readonly onFold: (address: string, open: boolean) => void;
  /** Enter or a click: the page shows the node where it has a box. */
  readonly onPick: (address: string) => void;
  readonly textOf: (address: string) => Promise<string>;
  readonly handle: Ref<JsonTreeHandle>;
}

const ROW = 24;

/** A tree of which only what is in sight is drawn. Up and Down walk, Right and Left open and fold, Enter shows on the page. */
export function JsonTree({ rows, active, onActive, onFold, onPick, textOf, handle }: JsonTreeProps) {
  const words = useWords().results;
  const prefix = useId();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.address ?? index,
    overscan: 20,
  });
  useImperativeHandle(handle, () => ({ show: (index) => virtual.scrollToIndex(index, { align: 'center' }) }));
  const activeAt = rows.findIndex(({ address }) => address === active);
  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    onActive(row.address);
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  const press = (row: TreeRow): void => {
    box.current?.focus();
    onActive(row.address);
    if (row.size > 0) onFold(row.address, !row.open);
    onPick(row.address);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = rows[activeAt];
    if (event.target !== event.currentTarget) return;
    if (event.key === 'ArrowDown') go(activeAt + 1);
    else if (event.key === 'ArrowUp') go(activeAt - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.key === 'ArrowRight' && row && row.size > 0) row.open ? go(activeAt + 1) : onFold(row.address, true);
    else if (event.key === 'ArrowLeft' && row) {
      if (row.open) onFold(row.address, false);
      else go(rows.findLastIndex(({ depth }, at) => at < activeAt && depth < row.depth));
    } else if ((event.key === 'Enter' || event.key === ' ') && row) press(row);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      role="tree"
      aria-label={words.list.json}
      tabIndex={0}
      className={classes['tree']}
      aria-activedescendant={activeAt >= 0 ? `${prefix}${activeAt}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes['all']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          return row ? (
            <div
              key={key}
              role="treeitem"
              tabIndex={-1}
              id={`${prefix}${index}`}
              aria-level={row.depth + 1}
              aria-selected={row.address === active}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              {...(row.size > 0 ? { 'aria-expanded': row.open } : {})}
              data-address={row.address}
              className={classes['row']}
              style={{ transform: `translateY(${start}px)`, '--depth': row.depth } as React.CSSProperties}
              onClick={() => press(row)}
              onKeyDown={onKeyDown}
            >
              <JsonRow row={row} textOf={textOf} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}
