import { BarChart } from '@mantine/charts';
import { formatCount } from '#shared/rules/format.ts';
import { shortMeter, type UsageTable } from '#shared/rules/usage.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './usage-page.module.css';

/** Okabe and Ito's colours: told apart by people with any common colour blindness; never the tones of a state. */
const COLOURS = ['#0072b2', '#e69f00', '#56b4e9', '#cc79a7', '#009e73', '#d55e00'] as const;

/** Bars by month, one colour per container and meter. The table below holds the same numbers for everyone. */
export function MonthChart({ table }: { readonly table: UsageTable }) {
  const all = useWords();
  const series = table.rows.map(({ image, meter }, at) => ({
    name: `${all.images[image].name}: ${shortMeter(meter)}`,
    color: COLOURS[at % COLOURS.length] ?? COLOURS[0],
  }));
  const data = table.months.map((month, monthAt) => ({
    month,
    ...Object.fromEntries(series.map(({ name }, at) => [name, table.rows[at]?.byMonth[monthAt] ?? 0])),
  }));
  return (
    <div className={classes['chart']} role="img" aria-label={all.usage.chartLabel}>
      <BarChart
        h={280}
        data={data}
        dataKey="month"
        series={series}
        withLegend
        tickLine="y"
        gridAxis="y"
        maxBarWidth={56}
        valueFormatter={formatCount}
        yAxisProps={{ allowDecimals: false }}
        legendProps={{ verticalAlign: 'bottom' }}
      />
    </div>
  );
}
