import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Corners, ResultPage } from '../model/view.ts';
import {
  type Anchor,
  anchorAt,
  boundsOf,
  boundZoom,
  type Fit,
  fitZoom,
  type Layout,
  layOut,
  matrixOf,
  naturalSize,
  pointOf,
  type Size,
  sheetsBetween,
  stepZoom,
  type Turn,
  toSheet,
  turnAnchor,
} from './layout.ts';

/** What of the desk is on screen. `view` moves in steps, so that not every pixel of scrolling draws anew. */
export interface Showing {
  readonly first: number;
  readonly last: number;
  /** The page that one looks at. */
  readonly page: number;
  readonly view: Size & { readonly left: number; readonly top: number };
}

export interface Desk {
  /** Whether the room is known; before that nothing is worth drawing. */
  readonly measured: boolean;
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly layout: Layout;
  /** The layout at the zoom that has held still for a moment: what is drawn is drawn for this one. */
  readonly settled: Layout;
  readonly showing: Showing;
  readonly settledZoom: number;
  readonly turn: Turn;
  readonly onScroll: () => void;
  /** Zooms by a step, or by a factor; keeps the point `at` of the window, or the middle, where it is. */
  readonly zoomBy: (by: 'in' | 'out' | number, at?: { readonly clientX: number; readonly clientY: number }) => void;
  readonly zoomTo: (zoom: number) => void;
  readonly fitTo: (fit: Fit) => void;
  readonly rotate: () => void;
  readonly goToPage: (page: number) => void;
  /** Brings a box into view, if it is not. */
  readonly reveal: (page: number, corners: Corners | null) => void;
}

const SETTLE_MS = 120;

/** Scrolling, zooming and turning of pages that lie under each other. */
export function useDesk(pages: readonly ResultPage[]): Desk {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  const [free, setFree] = useState(1);
  const [fit, setFit] = useState<Fit | null>('width');
  const [turn, setTurn] = useState<Turn>(0);
  const [showing, setShowing] = useState<Showing>({ first: 0, last: 0, page: 0, view: NOWHERE });

  const sizes = useMemo(() => pages.map((page) => naturalSize(page, turn)), [pages, turn]);
  const widest = useMemo(() => sizes.reduce((most, one) => (one.width > most.width ? one : most), UNIT), [sizes]);
  const zoom = fit === null ? free : fitZoom(fit, fit === 'width' ? widest : (sizes[showing.page] ?? widest), room);
  const layout = useMemo(() => layOut(sizes, zoom, room.width), [sizes, zoom, room.width]);
  const { layout: settled, zoom: settledZoom } = useSettled(layout, zoom, turn, room.width > 0);

  /** What has to stay where it is when the layout changes: by default what stands at the top. */
  const hold = useRef<{ readonly anchor: Anchor; readonly x: number; readonly y: number } | null>(null);
  const top = useRef<Anchor>({ page: 0, across: 0.5, down: 0 });

  const look = useCallback((): void => {
    const box = ref.current;
    if (!box) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = box;
    top.current = anchorAt(layout, scrollLeft + clientWidth / 2, scrollTop);
    const [first, last] = sheetsBetween(layout, scrollTop, scrollTop + clientHeight);
    const { page } = anchorAt(layout, 0, scrollTop + clientHeight / 3);
    const view = inSteps(scrollLeft, scrollTop, clientWidth, clientHeight);
    setShowing((before) => {
      const same =
        before.first === first &&
        before.last === last &&
        before.page === page &&
        before.view.left === view.left &&
        before.view.top === view.top &&
        before.view.width === view.width &&
        before.view.height === view.height;
      return same ? before : { first, last, page, view };
    });
  }, [layout]);

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const measure = (): void => setRoom({ width: box.clientWidth, height: box.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const { anchor, x, y } = hold.current ?? { anchor: top.current, x: box.clientWidth / 2, y: 0 };
    hold.current = null;
    const point = pointOf(layout, anchor);
    box.scrollLeft = point.x - x;
    box.scrollTop = point.y - y;
    look();
  }, [layout, look]);

  const holdAt = useCallback(
    (x: number, y: number): void => {
      const box = ref.current;
      if (box) hold.current = { anchor: anchorAt(layout, box.scrollLeft + x, box.scrollTop + y), x, y };
    },
    [layout],
  );
  const zoomTo = useCallback(
    (next: number, at?: { readonly clientX: number; readonly clientY: number }): void => {
      const box = ref.current;
      if (!box || boundZoom(next) === zoom) return;
      const frame = at ? box.getBoundingClientRect() : null;
      holdAt(
        at && frame ? at.clientX - frame.left : box.clientWidth / 2,
        at && frame ? at.clientY - frame.top : box.clientHeight / 2,
      );
      setFit(null);
      setFree(boundZoom(next));
    },
    [zoom, holdAt],
  );
  const scrollTo = useCallback((x: number | null, y: number): void => {
    const box = ref.current;
    if (!box) return;
    if (x !== null) box.scrollLeft = x;
    box.scrollTop = y;
  }, []);

  return {
    measured: room.width > 0,
    ref,
    layout,
    settled,
    showing,
    settledZoom,
    turn,
    onScroll: look,
    zoomBy: (by, at) => zoomTo(typeof by === 'number' ? zoom * by : stepZoom(zoom, by === 'in' ? 1 : -1), at),
    zoomTo,
    fitTo: setFit,
    rotate: () => {
      const box = ref.current;
      if (box) {
        const [x, y] = [box.clientWidth / 2, box.clientHeight / 2];
        const anchor = anchorAt(layout, box.scrollLeft + x, box.scrollTop + y);
        hold.current = { anchor: turnAnchor(anchor, 90), x, y };
      }
      setTurn(((turn + 90) % 360) as Turn);
    },
    goToPage: (page) => {
      const sheet = layout.sheets[Math.max(0, Math.min(layout.sheets.length - 1, page))];
      if (sheet) scrollTo(null, sheet.top - EDGE);
    },
    reveal: (page, corners) => {
      const box = ref.current;
      const sheet = layout.sheets[page];
      const size = pages[page];
      if (!box || !sheet || !size) return;
      if (corners === null) {
        if (page !== showing.page) scrollTo(null, sheet.top - EDGE);
        return;
      }
      const { left, top, right, bottom } = boundsOf(toSheet(matrixOf(size, sheet, turn), corners));
      const x = inView(box.scrollLeft, box.clientWidth, sheet.left + left, sheet.left + right);
      const y = inView(box.scrollTop, box.clientHeight, sheet.top + top, sheet.top + bottom);
      scrollTo(x, y);
    },
  };
}

const NOWHERE = { left: 0, top: 0, width: 0, height: 0 } as const;
const UNIT: Size = { width: 1, height: 1 };
const EDGE = 8;

/** A view in steps of its half, wide enough to hold the real one. */
function inSteps(left: number, top: number, width: number, height: number): Showing['view'] {
  const [across, down] = [Math.max(1, width / 2), Math.max(1, height / 2)];
  return {
    left: Math.floor(left / across) * across,
    top: Math.floor(top / down) * down,
    width: width + across,
    height: height + down,
  };
}

/** Where to scroll to so that a stretch is in view: nowhere if it is, else it comes to the upper third. */
function inView(at: number, room: number, from: number, to: number): number {
  if (from >= at + EDGE && to <= at + room - EDGE) return at;
  return from - Math.max(EDGE, Math.min(room / 3, (room - (to - from)) / 2));
}

/** A layout that follows once the zoom has held still; a turn it follows at once. */
function useSettled(
  layout: Layout,
  zoom: number,
  turn: Turn,
  measured: boolean,
): { readonly layout: Layout; readonly zoom: number } {
  const [settled, setSettled] = useState({ layout, zoom, turn, measured });
  const stale = settled.turn !== turn || settled.measured !== measured;
  useEffect(() => {
    const next = { layout, zoom, turn, measured };
    if (stale) {
      setSettled(next);
      return;
    }
    const timer = setTimeout(() => setSettled(next), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [layout, zoom, turn, measured, stale]);
  return stale ? { layout, zoom } : settled;
}
