import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import { layersOf } from '../model/boxes.ts';
import { type Misfit, misfitOf } from '../model/fit.ts';
import { hitsOn, nextBox } from '../model/hits.ts';
import { placeOf } from '../model/look-up.ts';
import type { Layer, ResultView } from '../model/view.ts';
import type { PageSource } from '../pages/page-source.ts';
import type { Pages } from '../pages/use-pages.ts';
import { actionOf, type KeyAction } from './keys.ts';
import { KeysHelp } from './keys-help.tsx';
import { LayerSwitches } from './layer-switches.tsx';
import { anchorAt, matrixOf, partInView, toPage } from './layout.ts';
import { WHOLE_PIXELS } from './picture.tsx';
import { Sheet } from './sheet.tsx';
import { Thumbnails } from './thumbnails.tsx';
import { Tip, told as tellOf } from './tip.tsx';
import { type DeskActions, Toolbar } from './toolbar.tsx';
import { useDesk } from './use-desk.ts';
import { useHand } from './use-hand.ts';
import classes from './viewer.module.css';

interface PageViewerProps {
  readonly view: ResultView;
  readonly pages: Pages;
  /** Told of the page that one looks at, by its index. */
  readonly onPage: (index: number) => void;
}

/** Pages beside those in view that are drawn ahead. */
const AHEAD = 2;

/** All pages under each other with their boxes: scrolled, zoomed, turned, pointed at, by hand and by key. */
export function PageViewer({ view, pages, onPage }: PageViewerProps) {
  const words = useWords().viewer;
  const highlight = useContext(HighlightContext);
  const desk = useDesk(view.pages);
  const { layout, settled, showing, turn } = desk;
  const { there, first } = useMemo(() => layersOf(view), [view]);
  const [shown, setShown] = useState<readonly Layer[]>(first);
  const layers = useMemo(() => new Set(shown), [shown]);
  const [thumbnails, setThumbnails] = useState(view.pages.length > 1 && window.innerWidth >= WIDE);
  const [help, setHelp] = useState(false);
  const [told, setTold] = useState('');
  const source = pages.state === 'open' ? pages.source : null;
  const misfit = useMisfit(view, source);
  const density = window.devicePixelRatio || 1;

  useEffect(() => onPage(showing.page), [onPage, showing.page]);

  // What is around the pages is not drawn anew with every step of a zoom: it gets the same functions always.
  const latest = useRef(desk);
  latest.current = desk;
  const actions = useMemo(
    (): DeskActions => ({
      zoomBy: (by) => latest.current.zoomBy(by),
      zoomTo: (zoom) => latest.current.zoomTo(zoom),
      fitTo: (fit) => latest.current.fitTo(fit),
      rotate: () => latest.current.rotate(),
      goToPage: (page) => latest.current.goToPage(page),
    }),
    [],
  );
  const onThumbnails = useCallback(() => setThumbnails((before) => !before), []);
  const onHelp = useCallback(() => setHelp(true), []);
  useEffect(
    () =>
      highlight.onPick((id, from) => {
        const place = placeOf(view, id);
        if (from === 'list' && place) latest.current.reveal(place.page, place.corners);
      }),
    [highlight, view],
  );

  const hitAt = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): string | null => {
    const box = desk.ref.current;
    if (!box) return null;
    const frame = box.getBoundingClientRect();
    const x = clientX - frame.left + box.scrollLeft;
    const y = clientY - frame.top + box.scrollTop;
    const { page, across, down } = anchorAt(layout, x, y);
    const sheet = layout.sheets[page];
    const size = view.pages[page];
    if (!sheet || !size || across < 0 || across > 1 || down < 0 || down > 1) return null;
    const [px, py] = toPage(matrixOf(size, sheet, turn), across * sheet.width, down * sheet.height);
    return hitsOn(view, page).at(px, py, layers)?.id ?? null;
  };
  useHand({
    desk: desk.ref,
    onPoint: (at) => highlight.point(at && hitAt(at), 'page'),
    onClick: (at) => {
      const id = hitAt(at);
      if (id === null) highlight.unpick();
      else highlight.pick(id, 'page');
    },
    onZoom: (factor, at) => desk.zoomBy(factor, at),
  });

  const step = (direction: 1 | -1): void => {
    const id = highlight.picked();
    const from = id === null ? null : placeOf(view, id);
    const next = nextBox(view, layers, from ? { page: from.page, id } : { page: showing.page, id: null }, direction);
    if (!next) return;
    highlight.pick(next.id, 'page');
    desk.reveal(next.page, placeOf(view, next.id)?.corners ?? null);
    const { title, text, confidence } = tellOf(view, next.id, words) ?? { title: '', text: '', confidence: null };
    setTold([title, text, confidence].filter(Boolean).join(', '));
  };
  const toggle = (layer: Layer): void =>
    setShown((before) => (before.includes(layer) ? before.filter((one) => one !== layer) : [...before, layer]));
  const act = (action: KeyAction): void => {
    if (action.do === 'zoom') desk.zoomBy(action.by);
    else if (action.do === 'fit') desk.fitTo(action.fit);
    else if (action.do === 'actual') desk.zoomTo(1);
    else if (action.do === 'rotate') desk.rotate();
    else if (action.do === 'thumbnails') onThumbnails();
    else if (action.do === 'help') onHelp();
    else if (action.do === 'let-go') highlight.unpick();
    else if (action.do === 'page') desk.goToPage(showing.page + action.direction);
    else if (action.do === 'box') step(action.direction);
    else if (action.do === 'layer') toggle(action.layer);
  };

  const from = Math.max(0, showing.first - AHEAD);
  const to = Math.min(view.pages.length - 1, showing.last + AHEAD);
  const near = Array.from({ length: desk.measured ? Math.max(0, to - from + 1) : 0 }, (_, at) => from + at);
  return (
    <section
      className={classes['viewer']}
      aria-label={words.pages}
      onKeyDown={(event) => {
        const isField = event.target instanceof HTMLElement && event.target.closest('input, [role="menu"]');
        const action = isField ? null : actionOf(event, there);
        if (!action) return;
        event.preventDefault();
        act(action);
      }}
    >
      <Toolbar
        desk={actions}
        page={showing.page}
        zoom={desk.settledZoom}
        pages={view.pages.length}
        thumbnails={thumbnails}
        onThumbnails={onThumbnails}
        onHelp={onHelp}
      />
      <LayerSwitches there={there} shown={shown} onChange={setShown} />
      {misfit ? (
        <p className={classes['warning']} role="alert">
          {misfit.kind === 'pages' ? words.otherCount(misfit.document, misfit.answer) : words.otherShape(misfit.page)}
        </p>
      ) : null}
      <div className={classes['middle']}>
        {thumbnails ? (
          <Thumbnails view={view} source={source} turn={turn} current={showing.page} onGo={actions.goToPage} />
        ) : null}
        {/* biome-ignore lint/a11y/useSemanticElements: a group of pages, not of form fields */}
        <div
          ref={desk.ref}
          className={classes['desk']}
          role="group"
          aria-label={words.pages}
          aria-keyshortcuts="N P R T F A 0 + - ?"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
          tabIndex={0}
          onScroll={desk.onScroll}
        >
          <div className={classes['sheets']} style={{ width: layout.width, height: layout.height }}>
            {near.map((index) => {
              const place = layout.sheets[index];
              const drawn = settled.sheets[index];
              if (!place || !drawn) return null;
              return (
                <Sheet
                  key={index}
                  view={view}
                  index={index}
                  place={place}
                  drawn={drawn}
                  turn={turn}
                  part={partInView(drawn, showing.view, density, WHOLE_PIXELS)}
                  layers={layers}
                  source={source}
                  inView={index >= showing.first && index <= showing.last}
                />
              );
            })}
            <Tip view={view} layout={layout} turn={turn} />
          </div>
          {view.pages.length === 0 ? <p className={classes['nothing']}>{words.empty}</p> : null}
        </div>
      </div>
      {pages.state === 'none' ? <p className={classes['note']}>{words.noPicture}</p> : null}
      <div className="visually-hidden" role="status">
        {told}
      </div>
      {help ? <KeysHelp onClose={() => setHelp(false)} /> : null}
    </section>
  );
}

/** How the document differs from the answer, once both are known. */
function useMisfit(view: ResultView, source: PageSource | null): Misfit | null {
  const [misfit, setMisfit] = useState<Misfit | null>(null);
  useEffect(() => {
    setMisfit(null);
    if (!source) return;
    let over = false;
    misfitOf(view.pages, source).then(
      (found) => {
        if (!over) setMisfit(found);
      },
      () => undefined, // a page that cannot be opened has no picture, which its sheet says
    );
    return () => {
      over = true;
    };
  }, [view, source]);
  return misfit;
}

/** From this window width on there is room for thumbnails without asking. */
const WIDE = 1200;
