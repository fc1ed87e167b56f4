import { LAYERS, type Layer } from '../model/view.ts';

/** What a key means on the pages; scrolling with arrows and the like is the browser's own. */
export type KeyAction =
  | { readonly do: 'zoom'; readonly by: 'in' | 'out' }
  | { readonly do: 'fit'; readonly fit: 'width' | 'page' }
  | { readonly do: 'actual' | 'rotate' | 'thumbnails' | 'help' | 'let-go' }
  | { readonly do: 'page' | 'box'; readonly direction: 1 | -1 }
  | { readonly do: 'layer'; readonly layer: Layer };

const PLAIN: Readonly<Record<string, KeyAction>> = {
  '+': { do: 'zoom', by: 'in' },
  '=': { do: 'zoom', by: 'in' },
  '-': { do: 'zoom', by: 'out' },
  _: { do: 'zoom', by: 'out' },
  '0': { do: 'fit', fit: 'width' },
  f: { do: 'fit', fit: 'page' },
  a: { do: 'actual' },
  r: { do: 'rotate' },
  t: { do: 'thumbnails' },
  '?': { do: 'help' },
  '[': { do: 'page', direction: -1 },
  ']': { do: 'page', direction: 1 },
  n: { do: 'box', direction: 1 },
  p: { do: 'box', direction: -1 },
  escape: { do: 'let-go' },
};

/** The meaning of a key; digits switch the layers that the answer has, as they are listed. Null: it has none here. */
export function actionOf(
  { key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  there: readonly Layer[],
): KeyAction | null {
  if (altKey || metaKey) return null;
  const plain = PLAIN[key.toLowerCase()];
  if (ctrlKey) return plain?.do === 'zoom' || key === '0' ? (plain ?? null) : null;
  if (plain) return plain;
  const layer = /^[1-9]$/.test(key) ? there[Number(key) - 1] : undefined;
  return layer && LAYERS.includes(layer) ? { do: 'layer', layer } : null;
}
