import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { useWords } from '../ui/words.tsx';
import { SceneView } from './chart/scene-view.tsx';
import { useWidth } from './chart/use-width.ts';
import { backdrop } from './model/axis.ts';
import { type Months, type Period, pan, periodEnding, periodTitle, ZOOMS, type Zoom, zoomTo } from './model/period.ts';
import { box, type Scene } from './model/scene.ts';
import classes from './usage-page.module.css';

interface PeriodProps {
  readonly period: Period;
  readonly history: Months;
  readonly onPeriod: (period: Period) => void;
  readonly zooms?: readonly Zoom[];
}

/** How much is in view, and a step to either side. */
export function PeriodBar({ period, history, onPeriod, zooms = ZOOMS }: PeriodProps) {
  const words = useWords().usage;
  const length = period.last - period.first + 1;
  const step = (to: -1 | 1) => onPeriod(pan(period, to * length, history));
  return (
    <div className={classes['periodBar']}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words.earlier}
        title={words.earlier}
        disabled={period.first <= history.first}
        onClick={() => step(-1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className={classes['periodTitle']} role="status">
        {periodTitle(period)}
      </span>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words.later}
        title={words.later}
        disabled={period.last >= history.last}
        onClick={() => step(1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <SegmentedControl
        size="xs"
        aria-label={words.zoom.label}
        value={period.zoom}
        data={zooms.map((zoom) => ({ value: zoom, label: words.zoom[zoom] }))}
        onChange={(value) => {
          const zoom = ZOOMS.find((one) => one === value);
          if (zoom) onPeriod(zoomTo(zoom, period, history));
        }}
        transitionDuration={0}
      />
    </div>
  );
}

const STRIP_HEIGHT = 34;

interface StripProps extends PeriodProps {
  /** The height of each month of the history, in any unit. */
  readonly heights: readonly number[];
}

/** The whole history in small with the period framed on it; the frame is dragged, or moved by the arrow keys. */
export function PeriodStrip({ period, history, onPeriod, heights }: StripProps) {
  const words = useWords().usage;
  const [element, width] = useWidth();
  const drag = useRef<{ readonly x: number; readonly last: number } | null>(null);
  const count = history.last - history.first + 1;
  const slot = width / count;
  const scene = useMemo((): Scene => {
    const most = heights.reduce((max, value) => Math.max(max, value), 1);
    const d = heights.map((value, at) => {
      const height = (value / most) * (STRIP_HEIGHT - 6);
      return box(at * slot + slot * 0.12, STRIP_HEIGHT - height, Math.max(0.75, slot * 0.76), height);
    });
    const ground = backdrop({ left: 0, right: width, top: 0, bottom: STRIP_HEIGHT }, 0, width);
    return {
      width,
      height: STRIP_HEIGHT,
      marks: [
        { kind: 'area', d: ground, ink: 'h0' },
        { kind: 'area', d: d.join(''), ink: 'rest' },
      ],
      spots: [],
    };
  }, [heights, slot, width]);
  const move = (months: number) => onPeriod(pan(period, months, history));
  const onKey = (event: KeyboardEvent): void => {
    const months = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12, PageDown: 12, Home: -count, End: count }[event.key];
    if (months === undefined) return;
    event.preventDefault();
    move(months);
  };
  const lastAt = (event: PointerEvent): number => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const month = history.first + Math.floor((event.clientX - left) / slot);
    return month + Math.floor((period.last - period.first) / 2);
  };
  return (
    <div ref={element} className={classes['strip']} style={{ height: STRIP_HEIGHT }}>
      {width > 0 ? <SceneView scene={scene} /> : null}
      <div
        role="slider"
        tabIndex={0}
        aria-label={words.slide}
        aria-valuemin={history.first}
        aria-valuemax={history.last}
        aria-valuenow={period.last}
        aria-valuetext={periodTitle(period)}
        className={classes['stripFrame']}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const at =
            history.first + Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / slot);
          const inside = at >= period.first && at <= period.last;
          const last = inside ? period.last : lastAt(event);
          drag.current = { x: event.clientX, last };
          if (!inside) onPeriod(periodEnding(period.zoom, last, history));
        }}
        onPointerMove={(event) => {
          if (!drag.current) return;
          const months = Math.round((event.clientX - drag.current.x) / slot);
          onPeriod(periodEnding(period.zoom, drag.current.last + months, history));
        }}
        onPointerUp={() => {
          drag.current = null;
        }}
      >
        <div
          className={classes['stripWindow']}
          style={{ left: (period.first - history.first) * slot, width: (period.last - period.first + 1) * slot }}
        />
      </div>
    </div>
  );
}
