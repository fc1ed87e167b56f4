import { Skeleton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { usePages } from '../../result/pages/use-pages.ts';
import classes from './choose-document.module.css';

const WIDTH = 92;
const HEIGHT = 116;

/** A document's first page, small. Decoration: its name stands below it. */
export function Thumbnail({ bytes, type }: { readonly bytes: Uint8Array | null; readonly type: DocumentType }) {
  const pages = usePages(bytes, type);
  const canvas = useRef<HTMLCanvasElement>(null);
  // Of these pages; the next document's are tried anew.
  const [failed, setFailed] = useState<typeof pages | null>(null);
  useEffect(() => {
    const target = canvas.current;
    if (pages.state !== 'open' || !target) return;
    const stop = new AbortController();
    const density = window.devicePixelRatio || 1;
    const paint = async (): Promise<void> => {
      const { width, height } = await pages.source.size(1);
      const scale = Math.min(WIDTH / width, HEIGHT / height);
      const pixels = (side: number): number => Math.max(1, Math.round(side * scale * density));
      const size = { width: pixels(width), height: pixels(height) };
      const picture = await pages.source.paint({ page: 1, turn: 0, ...size, priority: 2 }, stop.signal);
      if (!picture) return;
      target.style.width = `${width * scale}px`;
      target.style.height = `${height * scale}px`;
      target.width = size.width;
      target.height = size.height;
      target.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
    };
    // No picture; the name below says which document it is.
    paint().catch(() => {
      if (!stop.signal.aborted) setFailed(pages);
    });
    return () => stop.abort();
  }, [pages]);
  return (
    <span className={classes['thumbnail']} aria-hidden>
      {bytes === null ? <Skeleton width={82} height={HEIGHT} /> : null}
      {pages.state === 'open' && failed !== pages ? <canvas ref={canvas} data-picture /> : null}
    </span>
  );
}
