// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TableRow } from '#shared/domain/batch.ts';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { ItemsWindow } from './items-window.tsx';

const field = (text: string) => ({ type: 'string', text, value: text, confidence: 0.95 });
const row: TableRow = {
  item: {
    id: 'a.pdf',
    sizeBytes: 1,
    state: 'done',
    pages: 1,
    milliseconds: 1,
    attempts: 1,
    endedAt: null,
    failure: null,
    resultFile: 'a.json',
  },
  part: 0,
  docType: null,
  fields: {},
  items: { Items: 3000 },
  found: null,
};
const items = (count: number, members: number) =>
  Array.from({ length: count }, (_, at) =>
    Object.fromEntries(
      Array.from({ length: members }, (_none, member) => [`Member${member}`, field(`${at}/${member}`)]),
    ),
  );
const show = async (count: number, members: number) => {
  openFakeDoor({ 'batch.lists': [{ itemId: 'a.pdf', part: 0, lists: { Items: items(count, members) } }] });
  await draw(<ItemsWindow batchId="b" open={{ row, list: 'Items' }} onClose={() => undefined} />);
  return await screen.findByText('0/0');
};

it('of 3,000 line items with 20 members only those in sight are drawn', async () => {
  await show(3000, 20);
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('3001');
  expect(screen.getAllByRole('cell').length).toBeLessThan(1000);
});

it('a few line items are a table as a whole', async () => {
  await show(3, 2);
  expect(screen.getAllByRole('cell')).toHaveLength(6);
  expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['1', '2', '3']);
});
