import { ActionIcon, Title } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { call, failureOf } from '../../door/bridge.ts';
import { useAction } from '../../door/reads.ts';
import { toCsvFile } from '../../files/csv.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { useWords } from '../../ui/words.tsx';
import type { LegendEntry } from '../model/scene.ts';
import { svgDocument } from '../model/svg.ts';
import classes from './chart.module.css';
import { DataTable, type TableData } from './data-table.tsx';
import { Legend } from './legend.tsx';
import { pngOf } from './picture.ts';
import { Plot, type PlotProps } from './plot.tsx';
import { SaveMenu } from './save-menu.tsx';

export interface ChartCardProps extends Omit<PlotProps, 'label' | 'hint'> {
  readonly title: string;
  /** The (i) beside the title. */
  readonly info?: ReactNode;
  /** What is above the chart, at the right of the title. */
  readonly controls?: ReactNode;
  readonly legend: readonly (LegendEntry & { readonly id?: string })[];
  readonly hidden?: ReadonlySet<string>;
  readonly onToggle?: (id: string) => void;
  readonly table: () => TableData;
  readonly csv: () => readonly (readonly (string | number)[])[];
  /** What a saved file says besides the chart, and its name without ending. */
  readonly file: { readonly name: string; readonly subtitle: string; readonly note: string; readonly width?: number };
  /** What is below the chart. */
  readonly children?: ReactNode;
}

const FILE_WIDTH = 1120;

/** A chart in its card: title, legend, the chart or its numbers as a table, and a menu that saves it. */
export function ChartCard(props: ChartCardProps) {
  const { title, info, controls, legend, hidden, onToggle, table, csv, file, children, ...plot } = props;
  const words = useWords().chart;
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const saveText = useAction('app.saveText');
  // Drawing the picture may fail as well as saving it.
  const savePng = useMutation<string | null>({
    networkMode: 'always',
    mutationFn: async () =>
      call('app.saveBytes', { title: words.savePng, fileName: `${file.name}.png`, bytes: await pngOf(drawing()) }),
  });
  const error = saveText.error ?? savePng.error;
  const drawing = (): string =>
    svgDocument({
      title,
      subtitle: file.subtitle,
      note: file.note,
      legend: legend.filter(({ id }) => id === undefined || !hidden?.has(id)),
      scene: plot.scene(file.width ?? FILE_WIDTH),
    });
  const saving = {
    png: () => savePng.mutate(),
    svg: () => saveText.mutate({ title: words.saveSvg, fileName: `${file.name}.svg`, text: drawing() }),
    csv: () => saveText.mutate({ title: words.saveCsv, fileName: `${file.name}.csv`, text: toCsvFile(csv()) }),
  };
  const Other = asTable ? IconChartBar : IconTable;
  const otherLabel = asTable ? words.asChart(title) : words.asTable(title);
  return (
    <figure className={classes['figure']} aria-labelledby={titleId}>
      <div className={classes['head']}>
        <Title order={2} id={titleId}>
          {title}
        </Title>
        {info}
        <div className={classes['tools']}>
          {controls}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={otherLabel}
            title={otherLabel}
            onClick={() => setAsTable(!asTable)}
          >
            <Other size={18} />
          </ActionIcon>
          <SaveMenu title={title} onPng={saving.png} onSvg={saving.svg} onCsv={saving.csv} />
        </div>
      </div>
      {error ? <FailurePanel failure={failureOf(error)} /> : null}
      {asTable ? (
        <DataTable label={words.numbersOf(title)} table={table()} maxHeight={420} />
      ) : (
        <>
          <Legend
            label={words.legendOf(title)}
            entries={legend}
            {...(hidden ? { hidden } : {})}
            {...(onToggle ? { onToggle } : {})}
          />
          <Plot {...plot} label={title} hint={plot.stride ? words.hintGrid : words.hint} />
        </>
      )}
      {children}
    </figure>
  );
}
