import { Skeleton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { usePages } from '../../ui/result/pages/use-pages.ts';
import classes from './choose-document.module.css';

const WIDTH = 92;
const HEIGHT = 116;

/** A document's first page, small. Decoration: its name stands below it. */
export function Thumbnail({ bytes, type }: { readonly bytes: Uint8Array | null; readonly type: DocumentType }) {
  const pages = usePages(bytes, type);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (pages.state !== 'open' || !target) return;
    const stop = new AbortController();
    const density = window.devicePixelRatio || 1;
    const paint = async (): Promise<void> => {
      const { width, height } = await pages.source.size(1);
      const scale = Math.min(WIDTH / width, HEIGHT / height);
      target.style.width = `${width * scale}px`;
      target.style.height = `${height * scale}px`;
      target.width = Math.round(width * scale * density);
      target.height = Math.round(height * scale * density);
      await pages.source.paint(1, target, 0, stop.signal);
    };
    paint().catch(() => target.remove()); // no picture; the name below says which document it is
    return () => stop.abort();
  }, [pages]);
  return (
    <span className={classes['thumbnail']} aria-hidden>
      {bytes === null ? <Skeleton width={82} height={HEIGHT} /> : null}
      {pages.state === 'open' ? <canvas ref={canvas} /> : null}
    </span>
  );
}
