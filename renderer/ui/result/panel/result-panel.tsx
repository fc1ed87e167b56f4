import { Tabs } from '@mantine/core';
import { useContext, useEffect, useRef, useState } from 'react';
import { layerOf } from '#shared/results/look-up.ts';
import type { Layer, ResultView } from '#shared/results/view.ts';
import { useWords } from '../../words.tsx';
import { HighlightContext, idAt, useLitRow } from '../highlight.ts';
import type { OpenResult } from '../open/open-result.ts';
import { FieldsTab } from './fields-tab.tsx';
import { JsonTab } from './json-tab.tsx';
import classes from './results.module.css';
import { TablesTab } from './tables-tab.tsx';
import { TextTab } from './text-tab.tsx';

const TABS = ['fields', 'tables', 'text', 'json'] as const;
type Tab = (typeof TABS)[number];

const TAB_OF_LAYER: Readonly<Record<Layer, Tab>> = {
  fields: 'fields',
  tables: 'tables',
  cells: 'tables',
  marks: 'text',
  lines: 'text',
  words: 'text',
  handwriting: 'text',
};

/** The tabs that have something to show; text and JSON always stand there. */
const tabsOf = (view: ResultView): readonly Tab[] =>
  TABS.filter((tab) => {
    if (tab === 'fields') return view.documents.length > 0;
    return tab !== 'tables' || view.tables.length > 0;
  });

/** What was found, as lists that light up with the page. `name` is the document's, for files that are saved. */
export function ResultPanel({ result, name }: { readonly result: OpenResult; readonly name: string }) {
  const words = useWords().analyse;
  const { view } = result;
  const tabs = tabsOf(view);
  const highlight = useContext(HighlightContext);
  const [tab, setTab] = useState<Tab>(tabs[0] ?? 'text');
  const list = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      highlight.onPick((id, from) => {
        const layer = layerOf(view, id);
        if (from === 'page' && layer) setTab(TAB_OF_LAYER[layer]);
      }),
    [highlight, view],
  );
  return (
    <Tabs
      className={classes['tabs'] ?? ''}
      value={tab}
      onChange={(next) => setTab(TABS.find((one) => one === next) ?? 'text')}
      aria-label={words.results}
      keepMounted={false}
    >
      <Tabs.List>
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {words.tabs[one]} <Count count={countOf(view, one)} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((one) => (
        <Tabs.Panel key={one} value={one} className={classes['panel'] ?? ''}>
          <List onPick={(id) => highlight.pick(id, 'list')} container={list}>
            {one === 'fields' ? (
              <FieldsTab documents={view.documents} onPick={(id) => highlight.pick(id, 'list')} />
            ) : null}
            {one === 'tables' ? <TablesTab view={view} /> : null}
            {one === 'text' ? <TextTab view={view} /> : null}
            {one === 'json' ? <JsonTab result={result} name={name} /> : null}
          </List>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const countOf = (view: ResultView, tab: Tab): number | null => {
  if (tab === 'fields') return view.documents.reduce((sum, { fields }) => sum + fields.length, 0);
  if (tab === 'tables') return view.tables.length;
  return tab === 'text' ? view.lines.count : null;
};

const Count = ({ count }: { readonly count: number | null }) =>
  count === null ? null : <span className={classes['count']}>{count}</span>;

/** A list whose rows light up their boxes: one listener for however many rows there are. */
function List({
  container,
  onPick,
  children,
}: {
  readonly container: React.RefObject<HTMLDivElement | null>;
  readonly onPick: (id: string) => void;
  readonly children: React.ReactNode;
}) {
  const highlight = useContext(HighlightContext);
  useLitRow(container);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing lights a box up; what matters is in buttons inside
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same click is a button for the keyboard
    <div
      ref={container}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable list has to be reachable by keyboard
      tabIndex={0}
      className={classes['list']}
      onPointerMove={({ target }) => highlight.point(idAt(target), 'list')}
      onPointerLeave={() => highlight.point(null, 'list')}
      onFocus={({ target }) => highlight.point(idAt(target), 'list')}
      onClick={({ target }) => {
        const id = idAt(target);
        if (id) onPick(id);
      }}
    >
      {children}
    </div>
  );
}
