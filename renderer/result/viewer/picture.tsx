import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import { drawnOver } from '../model/fit.ts';
import type { ResultPage } from '../model/view.ts';
import type { PageSource, PaintRequest } from '../pages/page-source.ts';
import type { Size, Turn } from './layout.ts';
import { inShares, type Part } from './part.ts';
import { resize, useCanvas } from './use-canvas.ts';
import classes from './viewer.module.css';

interface PictureProps {
  readonly source: PageSource;
  readonly page: ResultPage;
  readonly drawn: Size;
  readonly turn: Turn;
  readonly part: Part | null;
  readonly inView: boolean;
}

/** A page has at most this many pixels as a whole; beyond, only what is in view is drawn sharp. */
export const WHOLE_PIXELS = 1_600_000;

/** The page itself: whole, and sharp where it is zoomed so far that the whole would be too much. */
export function Picture({ source, page, drawn, turn, part, inView }: PictureProps) {
  const words = useWords().viewer;
  const [failed, setFailed] = useState(false);
  const density = window.devicePixelRatio || 1;
  const { width, height } = drawn;
  const scale = density * Math.min(1, Math.sqrt(WHOLE_PIXELS / (width * height * density * density)));
  const isPart = part !== null && (part.width < width || part.height < height);
  if (failed) return <p className={classes['none']}>{words.noPictureOfPage}</p>;
  const common = { source, page, turn, priority: inView ? 0 : 1, onFailed: () => setFailed(true) } as const;
  return (
    <>
      <Painted {...common} request={{ width: Math.round(width * scale), height: Math.round(height * scale) }} />
      {isPart && inView ? (
        <Painted
          {...common}
          place={inShares(part, drawn)}
          request={{
            width: Math.round(width * density),
            height: Math.round(height * density),
            region: scaled(part, density),
          }}
        />
      ) : null}
    </>
  );
}

const scaled = ({ x, y, width, height }: Part, by: number): Part => ({
  x: Math.round(x * by),
  y: Math.round(y * by),
  width: Math.max(1, Math.round(width * by)),
  height: Math.max(1, Math.round(height * by)),
});

/** Copies a picture and lets go of it at once: handed over whole it would stay until it is collected, megabytes each. */
function show(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  resize(canvas, picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
}

function Painted({
  source,
  page,
  turn,
  priority,
  request,
  place,
  onFailed,
}: {
  readonly source: PageSource;
  readonly page: ResultPage;
  readonly turn: Turn;
  readonly priority: 0 | 1;
  readonly request: Pick<PaintRequest, 'width' | 'height' | 'region'>;
  readonly place?: React.CSSProperties;
  readonly onFailed: () => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useCanvas(host, 'picture');
  const fail = useRef(onFailed);
  fail.current = onFailed;
  const urgency = useRef(priority);
  urgency.current = priority;
  const wanted = JSON.stringify(request);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const stop = new AbortController();
    const paint = async (): Promise<void> => {
      const drawn = drawnOver(page, await source.size(page.number), turn, JSON.parse(wanted));
      target.style.objectFit = drawn?.fits === false ? 'contain' : '';
      const picture = drawn && (await source.paint({ ...drawn.as, priority: urgency.current }, stop.signal));
      if (!picture) return;
      show(target, picture);
      target.dataset['painted'] = '';
    };
    paint().catch(() => {
      if (!stop.signal.aborted) fail.current();
    });
    return () => stop.abort();
  }, [canvas, source, page, turn, wanted]);
  return <div ref={host} className={classes['layer']} style={place} />;
}
