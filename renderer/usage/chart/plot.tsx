import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { type Ink, inkVariable } from '../model/palette.ts';
import { type Scene, spotAt } from '../model/scene.ts';
import classes from './chart.module.css';
import { SceneView } from './scene-view.tsx';
import { useWidth } from './use-width.ts';

/** What is told of one point, in full. */
export interface PointWords {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string; readonly ink?: Ink }[];
  readonly note?: string | undefined;
}

export interface PlotProps {
  readonly label: string;
  /** How to move among the points, for whoever hears the chart. */
  readonly hint: string;
  readonly scene: (width: number) => Scene;
  readonly tell: (point: number) => PointWords;
  /** Kept free until the width is known, so that nothing jumps. */
  readonly height: number;
  /** The point that the arrow keys begin at: the last one unless it is said. */
  readonly restAt?: number;
  /** Points from one column to the next: left and right move by it, up and down by one. */
  readonly stride?: number;
}

const spoken = ({ title, rows, note }: PointWords): string =>
  [title, ...rows.map(({ label, value }) => `${label}: ${value}`), ...(note ? [note] : [])].join('; ');

/**
 * A drawn chart whose points are told: under the pointer, or by the arrow keys while it has the focus. For a screen reader it
 * is a slider whose value is the point in words.
 */
export function Plot({ label, hint, scene: sceneOf, tell, height, restAt, stride = 1 }: PlotProps) {
  const [box, width] = useWidth();
  const scene = useMemo(() => (width > 0 ? sceneOf(width) : null), [sceneOf, width]);
  const [at, setAt] = useState<number | null>(null);
  const lastAt = useRef<number | null>(null);
  const hintId = useId();
  const count = scene?.spots.length ?? 0;
  const point = at === null || at >= count ? null : at;
  const resting = Math.min(lastAt.current ?? restAt ?? count - 1, count - 1);
  const current = point ?? resting;
  const words = point === null ? null : tell(point);
  const go = (to: number): void => {
    const next = Math.min(count - 1, Math.max(0, to));
    lastAt.current = next;
    setAt(next);
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -stride,
    ArrowRight: stride,
    ArrowUp: stride === 1 ? 1 : -1,
    ArrowDown: stride === 1 ? -1 : 1,
    Home: -count,
    End: count,
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setAt(null);
    const step = steps[event.key];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    go(point === null && Math.abs(step) < count ? current : current + step);
  };
  return (
    <div ref={box} className={classes['plot']} style={{ minHeight: scene?.height ?? height }}>
      {scene ? (
        <div
          role="slider"
          tabIndex={0}
          className={classes['stage']}
          aria-label={label}
          aria-describedby={hintId}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, count - 1)}
          aria-valuenow={Math.max(0, current)}
          aria-valuetext={count > 0 ? spoken(tell(Math.max(0, current))) : label}
          onKeyDown={onKey}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && setAt(Math.max(0, resting))}
          onBlur={() => setAt(null)}
          onPointerMove={({ currentTarget, clientX, clientY }) => {
            const { left, top } = currentTarget.getBoundingClientRect();
            const found = spotAt(scene, clientX - left, clientY - top);
            if (found !== null && found !== at) go(found);
          }}
          onPointerLeave={() => setAt(null)}
        >
          <SceneView scene={scene} />
          {words && point !== null ? <Told scene={scene} point={point} words={words} below={stride > 1} /> : null}
        </div>
      ) : null}
      <span id={hintId} hidden>
        {hint}
      </span>
    </div>
  );
}

interface ToldProps {
  readonly scene: Scene;
  readonly point: number;
  readonly words: PointWords;
  /** Under the point instead of at the top, for charts whose points lie close together. */
  readonly below: boolean;
}

/** The mark on a point and the box beside it. */
function Told({ scene, point, words, below }: ToldProps) {
  const spot = scene.spots[point];
  if (!spot) return null;
  const middle = spot.x + spot.width / 2;
  const toLeft = middle > scene.width * 0.6;
  return (
    <>
      <div
        aria-hidden
        className={classes['mark']}
        style={{ left: spot.x, top: spot.y, width: spot.width, height: spot.height }}
      />
      <div
        aria-hidden
        className={classes['told']}
        style={{
          top: below ? spot.y + spot.height + 8 : 8,
          ...(toLeft ? { right: scene.width - spot.x + 8 } : { left: spot.x + spot.width + 8 }),
        }}
      >
        <div className={classes['toldTitle']}>{words.title}</div>
        {words.rows.map(({ label, value, ink }) => (
          <div key={label} className={classes['toldRow']}>
            {ink ? <span className={classes['swatch']} style={{ background: `var(${inkVariable(ink)})` }} /> : null}
            <span className={classes['toldLabel']}>{label}</span>
            <span className="tabular">{value}</span>
          </div>
        ))}
        {words.note ? <div className={classes['toldNote']}>{words.note}</div> : null}
      </div>
    </>
  );
}
