/** Which document of the batch a name in the file of expected values means. */
export type FoundDocument =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'none' }
  /** The name alone stands for several documents in different folders. */
  | { readonly kind: 'several' };

/**
 * Finds documents by their path below the folder, then whatever the case, then by file name alone where only one has it, then
 * by file name without its ending. `\` and `/` are one.
 */
export function documentFinder(ids: readonly string[]): (name: string) => FoundDocument {
  const exact = new Set(ids.map(plain));
  const original = new Map(ids.map((id) => [plain(id), id]));
  const indexes = [folded, (id: string) => folded(fileName(id)), (id: string) => folded(stem(id))].map((key) => {
    const index = new Map<string, string[]>();
    for (const id of ids) index.set(key(id), [...(index.get(key(id)) ?? []), id]);
    return index;
  });
  return (name) => {
    const wanted = plain(name);
    if (exact.has(wanted)) return { kind: 'one', id: original.get(wanted) ?? wanted };
    for (const index of indexes) {
      const found = index.get(folded(wanted)) ?? [];
      if (found.length > 1) return { kind: 'several' };
      if (found[0] !== undefined) return { kind: 'one', id: found[0] };
    }
    return { kind: 'none' };
  };
}

const plain = (path: string): string =>
  path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^\.?\//, '');
const folded = (path: string): string => plain(path).toLowerCase();
const fileName = (path: string): string => plain(path).split('/').at(-1) ?? '';
const stem = (path: string): string => fileName(path).replace(/\.[^.]+$/, '');
