import { CloseButton, Modal, Skeleton } from '@mantine/core';
import type { RowLists, TableRow } from '#shared/domain/batch.ts';
import { formatConfidence } from '#shared/rules/format.ts';
import { useRead } from '../../door/reads.ts';
import { spellOut } from '../../result/model/walk.ts';
import { ReadGate } from '../../ui/read-gate.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './table.module.css';

/** A list of one document. */
export interface OpenItems {
  readonly row: TableRow;
  readonly list: string;
}

interface ItemsWindowProps {
  readonly batchId: string;
  readonly open: OpenItems | null;
  readonly onClose: () => void;
}

/** The line items of a document, over the table. */
export function ItemsWindow({ batchId, open, onClose }: ItemsWindowProps) {
  const all = useWords();
  const title = open ? all.batch.itemsOf(spellOut(open.list), open.row.item.id) : '';
  return (
    // A head of its own: the window's would be a second banner of the page.
    <Modal
      opened={open !== null}
      onClose={onClose}
      withCloseButton={false}
      // Nothing scrolls behind it, and the lock would be a style that the window's policy refuses.
      lockScroll={false}
      size="xl"
      attributes={{ content: { 'aria-label': title } }}
    >
      <div className={classes['itemsHead']}>
        <h2>{title}</h2>
        <CloseButton aria-label={all.close} onClick={onClose} />
      </div>
      {open ? <Items batchId={batchId} open={open} /> : <Skeleton height={120} />}
    </Modal>
  );
}

function Items({ batchId, open }: { readonly batchId: string; readonly open: OpenItems }) {
  const { row, list } = open;
  const read = useRead('batch.lists', { batchId, itemIds: [row.item.id] });
  return (
    <ReadGate read={read} heights={[40 + 36 * Math.min(8, row.items[list] ?? 1)]}>
      {(lists) => <ItemsTable items={lists.find(({ part }) => part === row.part)?.lists[list] ?? []} />}
    </ReadGate>
  );
}

function ItemsTable({ items }: { readonly items: RowLists['lists'][string] }) {
  const words = useWords().batch;
  const members = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className={classes['itemsScroll']} tabIndex={0} aria-label={words.sheets.lineItems}>
      <table className={classes['items']}>
        <thead>
          <tr>
            <th scope="col">{words.sheets.item}</th>
            {members.map((member) => (
              <th key={member} scope="col">
                {member === '' ? words.sheets.value : spellOut(member)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {members.map((member) => {
                const field = item[member];
                const sure = field?.confidence ?? null;
                return (
                  <td key={member} title={sure === null ? undefined : words.sure(formatConfidence(sure))}>
                    {field ? (field.text ?? String(field.value ?? '')) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
