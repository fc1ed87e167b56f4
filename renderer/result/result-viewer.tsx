import { Skeleton } from '@mantine/core';
import { startTransition, useEffect, useState } from 'react';
import type { Failure } from '#shared/failures/failure.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import { HighlightContext, useNewHighlight } from './highlight.ts';
import { NotAnAnswer } from './not-an-answer.tsx';
import type { NoJson } from './open/decode-answer.ts';
import type { OpenResult } from './open/open-result.ts';
import { useResult } from './open/use-result.ts';
import { type Pages, usePages } from './pages/use-pages.ts';
import { ResultPanel } from './panel/result-panel.tsx';
import classes from './result-viewer.module.css';
import type { AboutAnalysis, ShownDocument } from './shown.ts';
import { Split } from './split.tsx';
import { PageViewer } from './viewer/page-viewer.tsx';

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

/** An answer: the pages at the left, what was found at the right, one highlight shared by both. */
export function ResultViewer(props: ResultViewerProps) {
  const state = useResult(props.answer);
  // Both at once: the document does not wait for its answer.
  const pages = usePages(props.document?.bytes ?? null, props.document?.type ?? 'application/pdf');
  if (state.state === 'opening') return <Skeleton className={classes['viewer'] ?? ''} />;
  if (state.state === 'no-json') return <FailurePanel failure={failureOf(state.why, props.name)} />;
  const { kind } = state.result.view.kind;
  if (kind !== 'answer') return <NotAnAnswer result={state.result} name={props.name} />;
  return <Opened result={state.result} pages={pages} {...props} />;
}

/** Each reason has a code; those whose words tell a place get it. */
function failureOf({ reason, line, found }: NoJson, name: string): Failure {
  const code = `result.${reason}` as const;
  switch (code) {
    case 'result.cut-off':
      return { code, facts: { name, line }, detail: null };
    case 'result.more-after-end':
    case 'result.bare-word':
      return { code, facts: { name, line, found }, detail: null };
    default:
      return { code, facts: { name }, detail: found === '' ? null : found };
  }
}

function Opened({
  result,
  pages,
  answer,
  document,
  name,
  openAt,
  about,
}: ResultViewerProps & { readonly result: OpenResult; readonly pages: Pages }) {
  const words = useWords().viewer;
  const highlight = useNewHighlight();
  const [page, setPage] = useState(0);
  // The lists come after the pages: both in one go would hold the window for twice as long.
  const [isPanelDue, setPanelDue] = useState(false);
  useEffect(() => startTransition(() => setPanelDue(true)), []);
  useEffect(() => {
    if (openAt !== undefined) highlight.pick(openAt, 'list');
  }, [highlight, openAt]);
  return (
    <HighlightContext value={highlight}>
      <div className={classes['viewer']}>
        <Split
          label={words.resize}
          left={<PageViewer view={result.view} pages={pages} onPage={setPage} />}
          right={
            isPanelDue ? (
              <ResultPanel
                result={result}
                name={name}
                answer={answer}
                document={document}
                pages={pages}
                page={page}
                about={about ?? null}
              />
            ) : null
          }
        />
      </div>
    </HighlightContext>
  );
}
