import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useContext, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { HighlightContext, idAt, markLit } from '../highlight.ts';
import classes from './rows.module.css';
import { isDrawnWhole } from './sheet-window.ts';

export interface RowsHandle {
  /** Brings what has this id into sight. */
  reveal(id: string): void;
  /** Brings a row into sight, in the middle. */
  show(index: number): void;
}

export interface RowsProps {
  readonly label: string;
  readonly count: number;
  /** About how high a row is, in pixels. */
  readonly estimate: (index: number) => number;
  /** How many cells are drawn in a row; one where this is left out. */
  readonly weight?: (index: number) => number;
  readonly keyOf: (index: number) => string | number;
  readonly render: (index: number) => ReactNode;
  /** The row that shows what has this id; null where none does. */
  readonly rowOf: (id: string) => number | null;
  /** What a row as a whole stands for; null for headings. */
  readonly idOf: (index: number) => string | null;
  /** What Ctrl+C copies of what was clicked last. */
  readonly copyOf: (id: string) => string;
  readonly handle?: Ref<RowsHandle>;
}

type Align = 'auto' | 'center';

/**
 * A list whose rows light up with the page, however many there are: long ones draw only what is in sight. The arrow keys
 * walk through it, Enter shows the row's box on the page.
 */
export function Rows(props: RowsProps) {
  return isDrawnWhole(props.count, props.weight) ? <WholeRows {...props} /> : <VirtualRows {...props} />;
}

function WholeRows(props: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const show = (index: number, align: Align): void =>
    box.current
      ?.querySelector(`[data-row="${index}"]`)
      ?.scrollIntoView({ block: align === 'auto' ? 'nearest' : 'center' });
  return (
    <Shell {...props} box={box} show={show}>
      {Array.from({ length: props.count }, (_, index) => (
        <li key={props.keyOf(index)} data-row={index}>
          {props.render(index)}
        </li>
      ))}
    </Shell>
  );
}

/** Longer lists are measured by groups of rows: each measuring goes through all that is measured. */
const MOST_MEASURED = 4000;

function VirtualRows(props: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = Math.ceil(props.count / MOST_MEASURED);
  const estimates = useRef<number[]>([]);
  const estimateOf = (group: number): number => {
    let height = 0;
    for (let row = group * size; row < Math.min(props.count, (group + 1) * size); row += 1)
      height += props.estimate(row);
    return height;
  };
  const rowsOf = (group: number): readonly number[] =>
    Array.from({ length: Math.min(size, props.count - group * size) }, (_, at) => group * size + at);
  const overscan = props.weight ? 3 : 12;
  const virtual = useVirtualizer({
    count: Math.ceil(props.count / size),
    getScrollElement: () => box.current,
    estimateSize: (group) => {
      // Asked again for every group whenever one is measured.
      if (size > 1) estimates.current[group] ??= estimateOf(group);
      return estimates.current[group] ?? estimateOf(group);
    },
    getItemKey: size === 1 ? props.keyOf : (group) => group,
    overscan: Math.ceil(overscan / size),
  });
  const show = (index: number, align: Align): void => {
    const block = align === 'auto' ? 'nearest' : 'center';
    const bring = (): boolean => {
      const row = box.current?.querySelector(`[data-row="${index}"]`);
      row?.scrollIntoView({ block });
      return row !== null;
    };
    if (size === 1) virtual.scrollToIndex(index, { align });
    else if (!bring()) {
      virtual.scrollToIndex(Math.floor(index / size), { align });
      requestAnimationFrame(bring);
    }
  };
  return (
    <Shell {...props} box={box} height={virtual.getTotalSize()} show={show}>
      {virtual.getVirtualItems().map(({ key, index: group, start }) => (
        <div
          key={key}
          ref={virtual.measureElement}
          role="presentation"
          data-index={group}
          className={classes['placed']}
          style={{ transform: `translateY(${start}px)` }}
        >
          {rowsOf(group).map((index) => (
            // biome-ignore lint/a11y/useSemanticElements: within a group that only places it
            <div
              key={props.keyOf(index)}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={props.count}
              data-row={index}
            >
              {props.render(index)}
            </div>
          ))}
        </div>
      ))}
    </Shell>
  );
}

/** What both kinds of list share: highlight, keys, and the way to a row. */
function Shell({
  label,
  count,
  rowOf,
  idOf,
  copyOf,
  handle,
  box,
  show,
  height,
  children,
}: RowsProps & {
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly show: (index: number, align: Align) => void;
  /** Of all rows, where they are placed by hand. */
  readonly height?: number;
  readonly children: ReactNode;
}) {
  const highlight = useContext(HighlightContext);
  const cursor = useRef(-1);
  const elementOf = (id: string): Element | null =>
    box.current?.querySelector(`[data-result-id="${CSS.escape(id)}"]`) ?? null;
  const mark = (): void => markLit(box.current, highlight);
  const reveal = (id: string): void => {
    const row = rowOf(id);
    if (row === null) return;
    cursor.current = row;
    show(row, elementOf(id) ? 'auto' : 'center');
    requestAnimationFrame(() => elementOf(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  };
  const latest = useRef({ mark, reveal });
  latest.current = { mark, reveal };
  // After every drawing, since rows come and go while one scrolls.
  useLayoutEffect(() => latest.current.mark());
  useEffect(
    () =>
      highlight.subscribe(() => {
        const lit = highlight.lit();
        if (lit?.from === 'page') latest.current.reveal(lit.id);
        latest.current.mark();
      }),
    [highlight],
  );
  // A tab that opens because of a click on the page begins where that was.
  useEffect(() => {
    const lit = highlight.lit();
    if (lit?.from === 'page') latest.current.reveal(lit.id);
  }, [highlight]);
  useImperativeHandle(handle, () => ({
    reveal: (id) => latest.current.reveal(id),
    show: (index) => show(index, 'center'),
  }));

  const walk = (by: 1 | -1): void => {
    let next = cursor.current + by;
    while (next >= 0 && next < count && idOf(next) === null) next += by;
    const id = next >= 0 && next < count ? idOf(next) : null;
    if (id === null) return;
    cursor.current = next;
    show(next, 'auto');
    highlight.point(id, 'list');
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const picked = highlight.picked();
    const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c';
    // A text that is marked is what the operator means.
    if (isCopy && picked !== null && window.getSelection()?.isCollapsed !== false)
      void navigator.clipboard.writeText(copyOf(picked));
    if (event.target !== event.currentTarget) return;
    const id = idOf(cursor.current);
    if (event.key === 'Enter' && id !== null) highlight.pick(id, 'list');
    else if (event.key === 'ArrowDown') walk(1);
    else if (event.key === 'ArrowUp') walk(-1);
    else return;
    event.preventDefault();
  };
  const onPointed = ({ target }: { readonly target: EventTarget | null }): void =>
    highlight.point(idAt(target), 'list');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing lights a box up; what matters is in buttons inside
    <div
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable list has to be reachable by keyboard
      tabIndex={0}
      className={classes['rows']}
      onKeyDown={onKeyDown}
      onPointerMove={onPointed}
      onPointerLeave={() => highlight.point(null, 'list')}
      onFocus={onPointed}
      onClick={({ target }) => {
        const id = idAt(target);
        if (id !== null) highlight.pick(id, 'list');
      }}
    >
      {height === undefined ? (
        <ul aria-label={label} className={classes['list']}>
          {children}
        </ul>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: its rows are in groups, which a ul may not hold
        <div role="list" aria-label={label} className={classes['list']} style={{ height }}>
          {children}
        </div>
      )}
    </div>
  );
}
