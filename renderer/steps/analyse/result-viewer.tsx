import { ActionIcon, Chip, Group, Tabs, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useContext, useMemo, useRef, useState } from 'react';
import type { Analysis } from '#shared/domain/analysis.ts';
import { type Layer, layersOf, type Overlay, type ResultView, viewOf } from '#shared/rules/results.ts';
import { useWords } from '../../ui/words.tsx';
import { FieldsTab } from './fields-tab.tsx';
import { HighlightContext, idAt, useLitRow, useNewHighlight } from './highlight.ts';
import { JsonTab } from './json-tab.tsx';
import { PageView } from './page-view.tsx';
import classes from './result-viewer.module.css';
import { TablesTab } from './tables-tab.tsx';
import { TextTab } from './text-tab.tsx';
import { usePages } from './use-pages.ts';

const TABS = ['fields', 'tables', 'text', 'json'] as const;
type Tab = (typeof TABS)[number];

const TAB_OF_LAYER: Readonly<Record<Layer, Tab>> = {
  fields: 'fields',
  tables: 'tables',
  marks: 'text',
  lines: 'text',
  words: 'text',
};

const ZOOMS = [1, 1.5, 2, 3] as const;

/** The tabs that have something to show; text and JSON always stand there. */
const tabsOf = (view: ResultView): readonly Tab[] =>
  TABS.filter((tab) => {
    if (tab === 'fields') return view.documents.length > 0;
    return tab !== 'tables' || view.tables.length > 0;
  });

/** A finished analysis: the page at the left, what was found at the right, one highlight shared by both. */
export function ResultViewer({ analysis, bytes }: { readonly analysis: Analysis; readonly bytes: Uint8Array | null }) {
  const words = useWords().analyse;
  const view = useMemo(() => viewOf(analysis.result), [analysis]);
  const tabs = tabsOf(view);
  const highlight = useNewHighlight();
  const pages = usePages(bytes, analysis.documentType);
  const { there, first } = layersOf(view);
  const [layers, setLayers] = useState<readonly Layer[]>(first);
  const [pageAt, setPageAt] = useState(0);
  const [zoomAt, setZoomAt] = useState(0);
  const [tab, setTab] = useState<Tab>(tabs[0] ?? 'text');
  const list = useRef<HTMLDivElement>(null);
  const page = view.pages[pageAt];

  const goTo = (id: string): void => {
    const overlay = view.overlays.find((one) => one.id === id);
    const at = view.pages.findIndex((one) => one.page === overlay?.page);
    if (at >= 0) setPageAt(at);
    highlight.set(id, 'list');
  };
  const pick = (overlay: Overlay): void => {
    setTab(TAB_OF_LAYER[overlay.layer]);
    // The tab is drawn first; then its row follows the page.
    requestAnimationFrame(() => {
      highlight.set(null, 'page');
      highlight.set(overlay.id, 'page');
    });
  };

  return (
    <HighlightContext value={highlight}>
      <div className={classes['viewer']}>
        <section className={classes['left']} aria-label={words.page}>
          <div className={classes['bar']}>
            <Chip.Group multiple value={[...layers]} onChange={(next) => setLayers(next as Layer[])}>
              <Group gap={6}>
                {there.map((layer) => (
                  <Chip
                    key={layer}
                    size="xs"
                    variant="filled"
                    value={layer}
                    data-layer={layer}
                    className={classes['layer'] ?? ''}
                  >
                    {words.layers[layer]}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
            <div className={classes['tools']}>
              <Tool label={words.zoomOut} disabled={zoomAt === 0} onClick={() => setZoomAt(zoomAt - 1)}>
                <IconZoomOut size={16} />
              </Tool>
              <Tool label={words.zoomIn} disabled={zoomAt === ZOOMS.length - 1} onClick={() => setZoomAt(zoomAt + 1)}>
                <IconZoomIn size={16} />
              </Tool>
              {view.pages.length > 1 ? (
                <>
                  <Tool label={words.pageBefore} disabled={pageAt === 0} onClick={() => setPageAt(pageAt - 1)}>
                    <IconChevronLeft size={16} />
                  </Tool>
                  <span className="tabular">{words.pageOf(pageAt + 1, view.pages.length)}</span>
                  <Tool
                    label={words.pageAfter}
                    disabled={pageAt === view.pages.length - 1}
                    onClick={() => setPageAt(pageAt + 1)}
                  >
                    <IconChevronRight size={16} />
                  </Tool>
                </>
              ) : null}
            </div>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable page has to be reachable by keyboard */}
          <div className={classes['desk']} tabIndex={0}>
            {page ? (
              <PageView
                key={page.page}
                pages={pages}
                page={page}
                overlays={view.overlays}
                layers={layers}
                zoom={ZOOMS[zoomAt] ?? 1}
                onPick={pick}
              />
            ) : null}
          </div>
        </section>
        <Tabs
          className={classes['right'] ?? ''}
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
              <List onPick={goTo} container={list}>
                {one === 'fields' ? <FieldsTab documents={view.documents} onPick={goTo} /> : null}
                {one === 'tables' ? <TablesTab tables={view.tables} /> : null}
                {one === 'text' ? <TextTab pages={view.pages} /> : null}
                {one === 'json' ? <JsonTab analysis={analysis} /> : null}
              </List>
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </HighlightContext>
  );
}

const countOf = (view: ResultView, tab: Tab): number | null => {
  if (tab === 'fields') return view.documents.reduce((sum, { fields }) => sum + fields.length, 0);
  if (tab === 'tables') return view.tables.length;
  if (tab === 'text') return view.pages.reduce((sum, { lines }) => sum + lines.length, 0);
  return null;
};

const Count = ({ count }: { readonly count: number | null }) =>
  count === null ? null : <span className={classes['count']}>{count}</span>;

function Tool({
  label,
  ...rest
}: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} {...rest} />
    </Tooltip>
  );
}

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
      onPointerMove={({ target }) => highlight.set(idAt(target), 'list')}
      onPointerLeave={() => highlight.set(null, 'list')}
      onFocus={({ target }) => highlight.set(idAt(target), 'list')}
      onClick={({ target }) => {
        const id = idAt(target);
        if (id) onPick(id);
      }}
    >
      {children}
    </div>
  );
}
