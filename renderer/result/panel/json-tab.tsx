import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import { HighlightContext } from '../highlight.ts';
import type { TreeHits, TreeRow } from '../model/json-tree.ts';
import { placeOf } from '../model/look-up.ts';
import type { OpenResult } from '../open/open-result.ts';
import { FindBar } from './find-bar.tsx';
import { JsonTree, type JsonTreeHandle } from './json-tree.tsx';

const SEARCH_AFTER_MS = 200;
const NO_HITS: TreeHits = { count: 0, addresses: [] };
/** Open at first: the answer, its result, and the lists in it. */
const FIRST_OPEN: readonly string[] = ['', '/analyzeResult'];

/** The answer as JSON, folded, searched in the worker however large it is. */
export function JsonTab({ result }: { readonly result: OpenResult }) {
  const words = useWords().results;
  const highlight = useContext(HighlightContext);
  const tree = useRef<JsonTreeHandle>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(FIRST_OPEN));
  const [rows, setRows] = useState<readonly TreeRow[]>([]);
  const [active, setActive] = useState<string | null>(null);
  /** To be brought into sight once its row is there. */
  const wantedRow = useRef<string | null>(null);

  useEffect(() => {
    let over = false;
    const read = async (): Promise<void> => {
      const next = await result.ask('rows', [...open]);
      if (!over) setRows(next);
    };
    void read();
    return () => {
      over = true;
    };
  }, [result, open]);
  const places = useMemo(() => new Map(rows.map(({ address }, at) => [address, at])), [rows]);
  useEffect(() => {
    const at = wantedRow.current === null ? undefined : places.get(wantedRow.current);
    if (at === undefined) return;
    wantedRow.current = null;
    tree.current?.show(at);
  }, [places]);

  const showOnPage = async (address: string): Promise<void> => {
    const id = await result.ask('shownBy', address);
    if (id !== null && placeOf(result.view, id)?.corners) highlight.pick(id, 'list');
  };
  const reveal = async (address: string): Promise<void> => {
    const above = await result.ask('ancestors', address);
    wantedRow.current = address;
    setActive(address);
    setOpen((now) => new Set([...now, ...above]));
    await showOnPage(address);
  };
  const search = useSearch(result, (address) => void reveal(address));

  return (
    <>
      <FindBar label={words.searchJson} {...search} />
      <JsonTree
        handle={tree}
        rows={rows}
        active={active}
        onActive={setActive}
        onFold={(address, isOpen) =>
          setOpen((now) => {
            const next = new Set(now);
            if (isOpen) next.add(address);
            else next.delete(address);
            return next;
          })
        }
        onPick={(address) => void showOnPage(address)}
        textOf={(address) => result.ask('text', address)}
      />
    </>
  );
}

/** What is looked for, where it is, and the way from one to the next; asked once one stops typing. */
function useSearch(result: OpenResult, onGo: (address: string) => void) {
  const [wanted, setWanted] = useState('');
  const [hits, setHits] = useState<TreeHits>(NO_HITS);
  const [at, setAt] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    setAt(null);
    setHits(NO_HITS);
    const needle = wanted.trim();
    setBusy(needle !== '');
    if (needle === '') return;
    let over = false;
    const ask = async (): Promise<void> => {
      const found = await result.ask('search', needle);
      if (over) return;
      setHits(found);
      setBusy(false);
    };
    const timer = setTimeout(() => void ask(), SEARCH_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [result, wanted]);
  const onStep = (by: 1 | -1): void => {
    const { length } = hits.addresses;
    if (length === 0) return;
    const next = at === null ? (by === 1 ? 0 : length - 1) : (at + by + length) % length;
    setAt(next);
    const address = hits.addresses[next];
    if (address !== undefined) onGo(address);
  };
  return { wanted, onWanted: setWanted, at, count: hits.count, busy, onStep };
}
