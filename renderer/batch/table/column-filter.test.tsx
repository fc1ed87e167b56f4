// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { draw, openFakeDoor } from '../../testing/fake-door.tsx';
import { ColumnFilter } from './column-filter.tsx';

function Both() {
  const [filters, setFilters] = useState<Readonly<Record<string, string>>>({});
  const set = (key: string) => (typed: string) => setFilters({ ...filters, [key]: typed });
  return (
    <>
      <ColumnFilter label="one" value={filters['one'] ?? ''} onChange={set('one')} />
      <ColumnFilter label="other" value={filters['other'] ?? ''} onChange={set('other')} />
      <output>{JSON.stringify(filters)}</output>
    </>
  );
}

it('two filters typed one right after the other both hold', async () => {
  openFakeDoor({});
  await draw(<Both />);
  fireEvent.change(screen.getByRole('textbox', { name: 'one' }), { target: { value: 'a' } });
  fireEvent.change(screen.getByRole('textbox', { name: 'other' }), { target: { value: 'b' } });
  await expect.poll(() => screen.getByRole('status').textContent).toBe('{"one":"a","other":"b"}');
});
