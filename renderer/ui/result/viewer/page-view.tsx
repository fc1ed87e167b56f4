import { useElementSize } from '@mantine/hooks';
import { memo, useContext, useEffect, useRef, useState } from 'react';
import { type Box, quarterTurn } from '#shared/results/boxes.ts';
import type { Layer, ResultPage } from '#shared/results/view.ts';
import { useWords } from '../../words.tsx';
import { HighlightContext, idAt, useLit } from '../highlight.ts';
import type { Pages } from '../pages/use-pages.ts';
import classes from './page-view.module.css';

interface PageViewProps {
  readonly pages: Pages;
  readonly page: ResultPage;
  /** Those on this page. */
  readonly overlays: readonly Box[];
  readonly layers: readonly Layer[];
  /** 1 = as wide as there is room. */
  readonly zoom: number;
  readonly onPick: (overlay: Box) => void;
}

const pathOf = ({ corners }: Box): string => corners.join(' ');

/** One page of the document with boxes over it. */
export function PageView({ pages, page, overlays, layers, zoom, onPick }: PageViewProps) {
  const words = useWords();
  const highlight = useContext(HighlightContext);
  const { ref, width: room } = useElementSize();
  const width = Math.max(1, Math.floor(room * zoom));
  const height = Math.round((width * page.height) / page.width);
  const shown = overlays.filter(({ layer }) => layers.includes(layer));
  return (
    <div ref={ref} className={classes['room']}>
      <div className={classes['paper']} style={{ width, height }}>
        <Picture pages={pages} page={page} width={width} height={height} />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: every box has its row in the lists, which the keyboard reaches */}
        <svg
          className={classes['overlay']}
          viewBox={`0 0 ${page.width} ${page.height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words.analyse.boxes(shown.length, page.number)}
          onPointerMove={({ target }) => highlight.point(idAt(target), 'page')}
          onPointerLeave={() => highlight.point(null, 'page')}
          onClick={({ target }) => {
            const picked = shown.find(({ id }) => id === idAt(target));
            if (picked) onPick(picked);
          }}
        >
          <Boxes overlays={shown} />
          <LitBox overlays={overlays} />
        </svg>
      </div>
    </div>
  );
}

const Boxes = memo(function Boxes({ overlays }: { readonly overlays: readonly Box[] }) {
  return overlays.map((overlay) => (
    <polygon
      key={`${overlay.layer}/${overlay.id}`}
      data-result-id={overlay.id}
      data-layer={overlay.layer}
      points={pathOf(overlay)}
    />
  ));
});

/** The box under the pointer or of the row under the pointer, whatever layers are shown. */
function LitBox({ overlays }: { readonly overlays: readonly Box[] }) {
  const lit = useLit();
  const overlay = overlays.find(({ id }) => id === lit?.id);
  return overlay ? (
    <polygon className={classes['lit']} data-layer={overlay.layer} data-lit-id={overlay.id} points={pathOf(overlay)} />
  ) : null;
}

function Picture({
  pages,
  page,
  width,
  height,
}: Pick<PageViewProps, 'pages' | 'page'> & { readonly width: number; readonly height: number }) {
  const words = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const source = pages.state === 'open' && page.number <= pages.source.pages ? pages.source : null;
  const density = window.devicePixelRatio || 1;
  useEffect(() => {
    const target = canvas.current;
    if (!source || !target || width <= 1) return;
    const stop = new AbortController();
    setFailed(false);
    const paint = async (): Promise<void> => {
      const natural = await source.size(page.number);
      await source.paint(page.number, target, quarterTurn(page, natural.width, natural.height), stop.signal);
    };
    paint().catch(() => setFailed(true));
    return () => stop.abort();
  }, [source, page, width]);
  if (pages.state === 'none' || failed) return <p className={classes['none']}>{words.analyse.noPicture}</p>;
  return (
    <canvas
      ref={canvas}
      width={Math.round(width * density)}
      height={Math.round(height * density)}
      className={classes['canvas']}
    />
  );
}
