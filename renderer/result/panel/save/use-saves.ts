import { useEffect, useRef, useState } from 'react';
import type { Failure } from '#shared/failures/failure.ts';
import { failureOf } from '../../../door/bridge.ts';
import { useAction, useRead } from '../../../door/reads.ts';
import { useWords } from '../../../ui/words.tsx';
import type { Pages } from '../../pages/use-pages.ts';
import type { ResultPanelProps } from '../../shown.ts';
import { fileStem } from './file-stem.ts';

export type SaveState =
  | { readonly name: 'idle' }
  | { readonly name: 'working'; readonly said: string; readonly share: number | null }
  | { readonly name: 'saved'; readonly said: string; readonly note: string | null }
  | { readonly name: 'failed'; readonly failure: Failure };

export interface Saves {
  readonly state: SaveState;
  readonly saveJson: () => void;
  readonly saveFields: () => void;
  /** One file, or one for each table into a folder. */
  readonly saveTables: () => void;
  readonly saveTable: (index: number) => void;
  readonly saveWorkbook: () => void;
  readonly saveReport: () => void;
  readonly saveSearchable: () => void;
  /** Null while nothing can be stopped. */
  readonly cancel: (() => void) | null;
  readonly dismiss: () => void;
}

/** What a file needs to be made: how far it is may be told, and it may be stopped. */
export interface Making {
  readonly signal: AbortSignal;
  readonly tell: (said: string, share: number | null) => void;
}

interface Made {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** What is to be known about it, beside where it is. */
  readonly note?: string | null;
}

/** Waits until the document is open, or known not to be drawable: one may ask for a file before. */
function useSettled(pages: Pages): () => Promise<Pages> {
  const waiting = useRef<((pages: Pages) => void)[]>([]);
  useEffect(() => {
    if (pages.state === 'opening') return;
    for (const go of waiting.current.splice(0)) go(pages);
  }, [pages]);
  return () =>
    pages.state === 'opening' ? new Promise((resolve) => waiting.current.push(resolve)) : Promise.resolve(pages);
}

/** Makes files of an answer and saves them where the operator says; one at a time. */
export function useSaves({ result, name, answer, document, pages, page, about }: ResultPanelProps): Saves {
  const all = useWords();
  const words = all.results;
  const saveBytes = useAction('app.saveBytes');
  const saveFiles = useAction('app.saveFiles');
  const info = useRead('app.info', undefined);
  const preferences = useRead('app.preferences', undefined);
  const [state, setState] = useState<SaveState>({ name: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const whenOpen = useSettled(pages);
  const { view } = result;
  const language = preferences.data?.language ?? 'en';
  const stem = fileStem(name);

  const isBusy = useRef(false);
  const run = async (said: string, work: (making: Making) => Promise<SaveState>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    const control = new AbortController();
    stop.current = control;
    setState({ name: 'working', said, share: null });
    try {
      const end = await work({
        signal: control.signal,
        tell: (text, share) => {
          if (!control.signal.aborted) setState({ name: 'working', said: text, share });
        },
      });
      setState(end);
    } catch (error) {
      if (control.signal.aborted) setState({ name: 'idle' });
      else setState({ name: 'failed', failure: failureOf(error) });
    } finally {
      isBusy.current = false;
      if (stop.current === control) stop.current = null;
    }
  };
  const save = (what: string, said: string, make: (making: Making) => Made | Promise<Made>): void =>
    void run(said, async (making) => {
      const { fileName, bytes, note = null } = await make(making);
      making.signal.throwIfAborted();
      stop.current = null; // from here on it is the dialog that is cancelled
      making.tell(words.working.saving, null);
      const path = await saveBytes.mutateAsync({ title: words.saveTitle(what), fileName, bytes });
      return path === null ? { name: 'idle' } : { name: 'saved', said: words.saved(path), note };
    });
  const tableFiles = async (indexes: readonly number[]): Promise<Made[]> => {
    const files = await result.ask('tablesCsv', indexes);
    return files.map((bytes, at) => ({ fileName: words.fileNames.table(stem, (indexes[at] ?? 0) + 1), bytes }));
  };
  const saveTable = (index: number): void =>
    save(words.saves.tables(1), words.working.saving, async () => {
      const [file] = await tableFiles([index]);
      if (!file) throw new Error(`no table ${index}`);
      return file;
    });

  return {
    state,
    cancel: state.name === 'working' && stop.current ? () => stop.current?.abort() : null,
    dismiss: () => setState({ name: 'idle' }),
    saveTable,
    saveTables: () =>
      view.tables.length === 1
        ? saveTable(0)
        : void run(words.working.saving, async () => {
            stop.current = null;
            const files = await tableFiles(view.tables.map((_, index) => index));
            const title = words.saveTitle(words.saves.tables(files.length));
            const done = await saveFiles.mutateAsync({ title, files });
            return done
              ? { name: 'saved', said: words.savedFiles(done.count, done.folder), note: null }
              : { name: 'idle' };
          }),
    saveJson: () => save(words.saves.json, words.working.saving, () => ({ fileName: `${stem}.json`, bytes: answer })),
    saveFields: () =>
      save(words.saves.fields, words.working.saving, async () => ({
        fileName: words.fileNames.fields(stem),
        bytes: await result.ask('fieldsCsv', language),
      })),
    saveWorkbook: () =>
      save(words.saves.workbook, words.working.workbook, async () => ({
        fileName: `${stem}.xlsx`,
        bytes: await result.ask('workbook', language),
      })),
    saveReport: () =>
      save(words.saves.report(view.pages[page]?.number ?? 1), words.working.report, async ({ signal }) => {
        const { makeReport } = await import('./make-report.ts');
        const drawn = await whenOpen();
        const bytes = await makeReport({
          view,
          page,
          name,
          about,
          words: all,
          version: info.data?.version ?? '',
          // Of an answer from a file nobody knows what made it.
          rehearsal: about !== null && (preferences.data?.rehearsing ?? false),
          source: drawn.state === 'open' ? drawn.source : null,
          signal,
        });
        return { fileName: words.fileNames.report(stem, view.pages[page]?.number ?? 1), bytes };
      }),
    saveSearchable: () =>
      save(words.saves.searchable, words.drawingPage(1, view.pages.length), async ({ signal, tell }) => {
        const { makeSearchable } = await import('./make-searchable.ts');
        const drawn = await whenOpen();
        if (drawn.state !== 'open' || !document) throw new Error('no document to draw');
        const { bytes, unplaced } = await makeSearchable({
          view,
          title: name,
          source: drawn.source,
          original: document.type === 'application/pdf' ? document.bytes : null,
          signal,
          onPage: (done, total) => tell(words.drawingPage(done, total), done / total),
        });
        const note = unplaced > 0 ? words.unplaced(unplaced) : null;
        return { fileName: words.fileNames.searchable(stem), bytes, note };
      }),
  };
}
