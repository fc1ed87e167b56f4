import { memo, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import { hitsOn } from '../model/hits.ts';
import { layerOf, placeOf } from '../model/look-up.ts';
import type { Layer, ResultView } from '../model/view.ts';
import type { PageSource } from '../pages/page-source.ts';
import { COLOURS } from './colours.ts';
import { matrixOf, type Sheet as Place, type Size, type Turn, toSheet } from './layout.ts';
import { paintBoxes } from './paint-boxes.ts';
import { inShares, type Part } from './part.ts';
import { Picture } from './picture.tsx';
import { useCanvas } from './use-canvas.ts';
import classes from './viewer.module.css';

export interface SheetProps {
  readonly view: ResultView;
  readonly index: number;
  /** Where it lies now. */
  readonly place: Place;
  /** For what size it is drawn; stretched meanwhile. */
  readonly drawn: Size;
  readonly turn: Turn;
  /** What of it is drawn sharp, in pixels of `drawn`; null: nothing of it is in view. */
  readonly part: Part | null;
  readonly layers: ReadonlySet<Layer>;
  readonly source: PageSource | null;
  readonly inView: boolean;
}

/** One page: its picture, the boxes over it, and what is lit. */
export const Sheet = memo(function Sheet(props: SheetProps) {
  const { view, index, place, layers, source, inView, drawn, turn } = props;
  const part = useSame(props.part);
  const words = useWords().viewer;
  const hits = hitsOn(view, index);
  const isComplete = useSyncExternalStore(hits.subscribe, () => hits.isComplete);
  const page = view.pages[index];
  if (!page) return null;
  const shown = [...layers].reduce((sum, layer) => sum + hits.counts[layer], 0);
  const hasPicture = source !== null && page.number <= source.pages;
  return (
    <div
      className={classes['sheet']}
      style={{ transform: `translate(${place.left}px, ${place.top}px)`, width: place.width, height: place.height }}
      role="img"
      aria-label={words.sheet(page.number, shown)}
      data-page={page.number}
    >
      {hasPicture ? (
        <Picture source={source} page={page} drawn={drawn} turn={turn} part={part} inView={inView} />
      ) : null}
      {part && isComplete ? (
        <Boxes view={view} index={index} layers={layers} drawn={drawn} turn={turn} part={part} />
      ) : null}
      <Lit view={view} index={index} size={place} turn={turn} />
    </div>
  );
});

/** The same object for as long as it says the same, so that nothing is drawn anew for nothing. */
function useSame(part: Part | null): Part | null {
  const last = useRef(part);
  const { current } = last;
  const same =
    part === current ||
    (part &&
      current &&
      part.x === current.x &&
      part.y === current.y &&
      part.width === current.width &&
      part.height === current.height);
  if (!same) last.current = part;
  return last.current;
}

function Boxes({
  view,
  index,
  drawn,
  turn,
  part,
  layers,
}: Pick<SheetProps, 'view' | 'index' | 'drawn' | 'turn' | 'layers'> & { readonly part: Part }) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useCanvas(host, 'boxes');
  const { width, height } = drawn;
  useEffect(() => {
    const target = canvas.current;
    const page = view.pages[index];
    if (!target || !page) return;
    const matrix = matrixOf(page, { width, height }, turn);
    const { boxes } = hitsOn(view, index);
    return paintBoxes(target, boxes, layers, matrix, part, window.devicePixelRatio || 1, () => {
      target.dataset['painted'] = '';
    });
  }, [canvas, view, index, width, height, turn, part, layers]);
  return <div ref={host} className={classes['layer']} style={inShares(part, drawn)} />;
}

/** The boxes that are pointed at and that were picked, whatever layers are shown. */
function Lit({
  view,
  index,
  size,
  turn,
}: {
  readonly view: ResultView;
  readonly index: number;
  readonly size: Size;
  readonly turn: Turn;
}) {
  const highlight = useContext(HighlightContext);
  const here = (id: string | null): string | null => (id !== null && placeOf(view, id)?.page === index ? id : null);
  const lit = useSyncExternalStore(highlight.subscribe, () => here(highlight.lit()?.id ?? null));
  const picked = useSyncExternalStore(highlight.subscribe, () => here(highlight.picked()));
  const page = view.pages[index];
  const ids = [...new Set([picked, lit])].filter((id) => id !== null);
  if (!page || ids.length === 0) return null;
  const matrix = matrixOf(page, size, turn);
  return (
    <svg className={classes['layer']} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden>
      {ids.map((id) => {
        const corners = placeOf(view, id)?.corners;
        return corners ? (
          <polygon
            key={id}
            className={classes[id === lit ? 'lit' : 'picked']}
            data-lit-id={id === lit ? id : undefined}
            data-layer={layerOf(view, id) ?? undefined}
            style={{ '--box': COLOURS[layerOf(view, id) ?? 'words'] } as React.CSSProperties}
            points={toSheet(matrix, corners).join(' ')}
          />
        ) : null;
      })}
    </svg>
  );
}
