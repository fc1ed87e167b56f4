const TICKED = new Set([
  'selected',
  'true',
  'yes',
  'y',
  'x',
  '1',
  'checked',
  'ticked',
  'on',
  '☑',
  '☒',
  '✓',
  '✔',
  '✗',
  '✘',
]);
const EMPTY = new Set(['unselected', 'false', 'no', 'n', '0', 'unchecked', 'unticked', 'off', '☐', '□']);

/** A tick box as the service says it: `selected` or `unselected`; null for any other word. */
export function markForm(text: string): string | null {
  const clean = text.trim().toLowerCase().replace(/^:|:$/g, '');
  if (TICKED.has(clean)) return 'selected';
  return EMPTY.has(clean) ? 'unselected' : null;
}
