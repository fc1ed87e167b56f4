import { Tabs } from '@mantine/core';
import { startTransition, useContext, useEffect, useState } from 'react';
import { formatCount } from '#shared/rules/format.ts';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import type { Doubt } from '../model/field-lines.ts';
import { countFields } from '../model/field-lines.ts';
import { layerOf } from '../model/look-up.ts';
import type { Layer, ResultProblem, ResultView } from '../model/view.ts';
import { doubledProblems } from '../open/doubled-problems.ts';
import type { OpenResult } from '../open/open-result.ts';
import type { ResultPanelProps, TabProps } from '../shown.ts';
import { FieldsTab } from './fields-tab.tsx';
import { JsonTab } from './json-tab.tsx';
import { ProblemsTab } from './problems-tab.tsx';
import classes from './result-panel.module.css';
import { SaveMenu } from './save/save-menu.tsx';
import { SaveStatus } from './save/save-status.tsx';
import { useSaves } from './save/use-saves.ts';
import { TablesTab } from './tables-tab.tsx';
import { TextTab } from './text-tab.tsx';

const TABS = ['fields', 'tables', 'text', 'json', 'problems'] as const;
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
const tabsOf = (view: ResultView, problems: number): readonly Tab[] =>
  TABS.filter((tab) => {
    if (tab === 'fields') return view.documents.length > 0 || view.pairs.length > 0;
    if (tab === 'problems') return problems > 0;
    return tab !== 'tables' || view.tables.length > 0;
  });

const countOf = (view: ResultView, tab: Tab, problems: number): number | null => {
  if (tab === 'fields') return view.documents.reduce((sum, { fields }) => sum + countFields(fields), view.pairs.length);
  if (tab === 'tables') return view.tables.length;
  if (tab === 'problems') return problems;
  return tab === 'text' ? view.lines.count + view.marks.length : null;
};

/** Members that the JSON names twice, once they are known. */
function useDoubled({ doubled }: OpenResult): readonly ResultProblem[] {
  const [found, setFound] = useState<readonly ResultProblem[]>([]);
  useEffect(() => {
    let over = false;
    void doubled.then((members) => {
      if (!over && members.length > 0) setFound(doubledProblems(members));
    });
    return () => {
      over = true;
    };
  }, [doubled]);
  return found;
}

/** Drydock's own choice of what to look at twice; the vendor gives none. */
const FIRST_DOUBT: Doubt = { threshold: 0.8, mode: 'mark' };

/** What was found, as lists that light up with the page, to be copied and saved. */
export function ResultPanel(props: ResultPanelProps) {
  const words = useWords().results;
  const { view } = props.result;
  const doubled = useDoubled(props.result);
  const problems = view.errors.length + view.problemCount + doubled.length;
  const tabs = tabsOf(view, problems);
  const highlight = useContext(HighlightContext);
  const [tab, setTab] = useState<Tab>(tabs[0] ?? 'text');
  const [doubt, setDoubt] = useState(FIRST_DOUBT);
  const saves = useSaves(props);
  useEffect(
    () =>
      highlight.onPick((id, from) => {
        const layer = layerOf(view, id);
        if (from === 'page' && layer) setTab(TAB_OF_LAYER[layer]);
      }),
    [highlight, view],
  );
  const shared: TabProps = { view, doubt, onDoubt: setDoubt, onSaveTable: saves.saveTable };
  return (
    <Tabs
      className={classes['panel'] ?? ''}
      value={tab}
      onChange={(next) => startTransition(() => setTab(TABS.find((one) => one === next) ?? 'text'))}
      keepMounted={false}
    >
      <div className={classes['top']}>
        <Tabs.List className={classes['tabs'] ?? ''} aria-label={useWords().analyse.results}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {words.tabs[one]} <Count count={countOf(view, one, problems)} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SaveMenu
          view={view}
          page={props.page}
          canDraw={props.document !== null && props.pages.state !== 'none'}
          saves={saves}
        />
      </div>
      <SaveStatus saves={saves} />
      {tabs.map((one) => (
        <Tabs.Panel key={one} value={one} className={classes['content'] ?? ''}>
          {one === 'fields' ? <FieldsTab {...shared} /> : null}
          {one === 'tables' ? <TablesTab {...shared} /> : null}
          {one === 'text' ? <TextTab {...shared} /> : null}
          {one === 'json' ? <JsonTab result={props.result} /> : null}
          {one === 'problems' ? <ProblemsTab view={view} doubled={doubled} /> : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const Count = ({ count }: { readonly count: number | null }) =>
  count === null ? null : <span className={classes['count']}>{formatCount(count)}</span>;
