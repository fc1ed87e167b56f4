import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import { drawnOver } from '../model/fit.ts';
import type { ResultPage, ResultView } from '../model/view.ts';
import type { PageSource } from '../pages/page-source.ts';
import { naturalSize, type Turn } from './layout.ts';
import classes from './viewer.module.css';

interface ThumbnailsProps {
  readonly view: ResultView;
  readonly source: PageSource | null;
  readonly turn: Turn;
  readonly current: number;
  readonly onGo: (page: number) => void;
}

const WIDTH = 84;
const HEIGHT = 108;
const ROW = HEIGHT + 36;

/** The pages, small; only those in view are drawn, however many there are. */
export const Thumbnails = memo(function Thumbnails({ view, source, turn, current, onGo }: ThumbnailsProps) {
  const words = useWords().viewer;
  const list = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: view.pages.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 2,
  });
  useEffect(() => rows.scrollToIndex(current, { align: 'auto' }), [rows, current]);
  return (
    <nav ref={list} className={classes['thumbnails']} aria-label={words.thumbnails}>
      <ol style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const page = view.pages[index];
          return page ? (
            <li key={index} style={{ transform: `translateY(${start}px)`, height: ROW }}>
              <button
                type="button"
                aria-label={words.thumbnail(page.number)}
                aria-current={index === current ? 'page' : undefined}
                onClick={() => onGo(index)}
              >
                <span className={classes['paper']} style={sizeIn(page, turn)}>
                  {source && page.number <= source.pages ? <Small source={source} page={page} turn={turn} /> : null}
                </span>
                <span className="tabular">{page.number}</span>
              </button>
            </li>
          ) : null;
        })}
      </ol>
    </nav>
  );
});

function sizeIn(page: ResultPage, turn: Turn): { readonly width: number; readonly height: number } {
  const { width, height } = naturalSize(page, turn);
  const scale = Math.min(WIDTH / width, HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function Small({
  source,
  page,
  turn,
}: {
  readonly source: PageSource;
  readonly page: ResultPage;
  readonly turn: Turn;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const stop = new AbortController();
    const density = window.devicePixelRatio || 1;
    const paint = async (): Promise<void> => {
      const { width, height } = sizeIn(page, turn);
      const wanted = {
        width: Math.max(1, Math.round(width * density)),
        height: Math.max(1, Math.round(height * density)),
      };
      const drawn = drawnOver(page, await source.size(page.number), turn, wanted);
      const picture = drawn && (await source.paint({ ...drawn.as, priority: 2 }, stop.signal));
      if (!picture) return;
      target.style.objectFit = 'contain'; // where the document has another shape than its answer
      target.width = picture.width;
      target.height = picture.height;
      target.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
    };
    // The page itself says that it has no picture.
    paint().catch(() => {
      if (!stop.signal.aborted) setFailed(true);
    });
    return () => {
      stop.abort();
      target.getContext('bitmaprenderer')?.transferFromImageBitmap(null);
    };
  }, [source, page, turn]);
  return failed ? null : <canvas ref={canvas} aria-hidden data-picture />;
}
