import { ActionIcon, Chip, Group, Skeleton, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { DocumentType } from '#shared/domain/analysis.ts';
import { boxesOn, layersOf } from '#shared/results/boxes.ts';
import { placeOf } from '#shared/results/look-up.ts';
import type { Layer } from '#shared/results/view.ts';
import { FailurePanel } from '../failure-panel.tsx';
import { useWords } from '../words.tsx';
import { HighlightContext, useNewHighlight } from './highlight.ts';
import type { OpenResult } from './open/open-result.ts';
import { useResult } from './open/use-result.ts';
import { usePages } from './pages/use-pages.ts';
import { type AboutAnalysis, ResultPanel } from './panel/result-panel.tsx';
import classes from './result-viewer.module.css';
import { PageView } from './viewer/page-view.tsx';

/** The document that an answer is about, to draw it. */
export interface ShownDocument {
  readonly name: string;
  readonly type: DocumentType;
  readonly bytes: Uint8Array;
}

export interface ResultViewerProps {
  /** The answer as it came: a JSON body. */
  readonly answer: Uint8Array;
  /** Null where only the answer is there: its boxes then stand on empty sheets. */
  readonly document: ShownDocument | null;
  /** What the answer is of, for titles and for the names of files that are saved. */
  readonly name: string;
  /** An id to be at from the beginning, e.g. `f/0/InvoiceTotal`. */
  readonly openAt?: string;
  readonly about?: AboutAnalysis;
}

/** An answer: the page at the left, what was found at the right, one highlight shared by both. */
export function ResultViewer(props: ResultViewerProps) {
  const state = useResult(props.answer);
  if (state.state === 'opening') return <Skeleton className={classes['viewer'] ?? ''} />;
  if (state.state === 'no-json')
    return <FailurePanel failure={{ code: 'result.unreadable', facts: { name: props.name }, detail: state.detail }} />;
  return <Opened result={state.result} {...props} />;
}

const ZOOMS = [1, 1.5, 2, 3] as const;

function Opened({
  result,
  document,
  name,
  openAt,
  answer,
  about,
}: ResultViewerProps & { readonly result: OpenResult }) {
  const words = useWords().analyse;
  const { view } = result;
  const highlight = useNewHighlight();
  const pages = usePages(document?.bytes ?? null, document?.type ?? 'application/pdf');
  const { there, first } = useMemo(() => layersOf(view), [view]);
  const [layers, setLayers] = useState<readonly Layer[]>(first);
  const [pageAt, setPageAt] = useState(0);
  const [zoomAt, setZoomAt] = useState(0);
  const page = view.pages[pageAt];
  const overlays = useMemo(() => boxesOn(view, pageAt), [view, pageAt]);

  useEffect(
    () =>
      highlight.onPick((id, from) => {
        const place = from === 'list' ? placeOf(view, id) : null;
        if (place) setPageAt(place.page);
      }),
    [highlight, view],
  );
  useEffect(() => {
    if (openAt !== undefined) highlight.pick(openAt, 'list');
  }, [highlight, openAt]);

  return (
    <HighlightContext value={highlight}>
      <div className={classes['viewer']}>
        <section className={classes['left']} aria-label={words.page}>
          <div className={classes['bar']}>
            <Chip.Group multiple value={[...layers]} onChange={(next) => setLayers(next as Layer[])}>
              <Group gap={6}>
                {there.map((layer) => (
                  <Chip key={layer} size="xs" variant="filled" value={layer}>
                    {words.layers[layer]}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
            <div className={classes['tools']}>
              <Tool label={words.zoomOut} disabled={zoomAt === 0} onClick={() => setZoomAt(zoomAt - 1)}>
                <IconZoomOut size={16} />
              </Tool>
              <Tool label={words.zoomIn} disabled={zoomAt === ZOOMS.length - 1} onClick={() => setZoomAt(zoomAt + 1)}>
                <IconZoomIn size={16} />
              </Tool>
              {view.pages.length > 1 ? (
                <>
                  <Tool label={words.pageBefore} disabled={pageAt === 0} onClick={() => setPageAt(pageAt - 1)}>
                    <IconChevronLeft size={16} />
                  </Tool>
                  <span className="tabular">{words.pageOf(pageAt + 1, view.pages.length)}</span>
                  <Tool
                    label={words.pageAfter}
                    disabled={pageAt === view.pages.length - 1}
                    onClick={() => setPageAt(pageAt + 1)}
                  >
                    <IconChevronRight size={16} />
                  </Tool>
                </>
              ) : null}
            </div>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable page has to be reachable by keyboard */}
          <div className={classes['desk']} tabIndex={0}>
            {page ? (
              <PageView
                key={pageAt}
                pages={pages}
                page={page}
                overlays={overlays}
                layers={layers}
                zoom={ZOOMS[zoomAt] ?? 1}
                onPick={({ id }) => highlight.pick(id, 'page')}
              />
            ) : null}
          </div>
        </section>
        <ResultPanel
          result={result}
          name={name}
          answer={answer}
          document={document}
          pages={pages}
          page={pageAt}
          about={about ?? null}
        />
      </div>
    </HighlightContext>
  );
}

function Tool({
  label,
  ...rest
}: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} {...rest} />
    </Tooltip>
  );
}
