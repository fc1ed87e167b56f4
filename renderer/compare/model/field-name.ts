import { spellOut } from '../../result/model/walk.ts';
import { parsePath } from './field-path.ts';

/** A field as the screen spells it: `Items[2].Amount` → `Items 2, amount`. */
export function fieldName(field: string): string {
  const { name, item, member } = parsePath(field);
  const spelt = name.split('.').map(spellOut).join(', ');
  if (item === null) return spelt;
  return member === '' ? `${spelt} ${item}` : `${spelt} ${item}, ${spellOut(member).toLowerCase()}`;
}
