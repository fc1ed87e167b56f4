import { MOST_LISTS, type RowLists, type TableRow } from '#shared/domain/batch.ts';
import { call } from './bridge.ts';

/** Line items and other lists of those of `rows` that have any. */
export async function readLists(batchId: string, rows: readonly TableRow[]): Promise<readonly RowLists[]> {
  const ids = [...new Set(rows.filter(({ items }) => Object.keys(items).length > 0).map(({ item }) => item.id))];
  const lists: RowLists[] = [];
  for (let at = 0; at < ids.length; at += MOST_LISTS)
    lists.push(...(await call('batch.lists', { batchId, itemIds: ids.slice(at, at + MOST_LISTS) })));
  return lists;
}
