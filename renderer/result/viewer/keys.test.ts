import { describe, expect, it } from 'vitest';
import { actionOf } from './keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'metaKey', boolean>> = {}) =>
  actionOf({ key, ctrlKey: false, altKey: false, metaKey: false, ...held }, ['fields', 'lines']);

describe('keys on the pages', () => {
  it.each([
    ['+', { do: 'zoom', by: 'in' }],
    ['0', { do: 'fit', fit: 'width' }],
    ['R', { do: 'rotate' }],
    ['N', { do: 'box', direction: 1 }],
    ['[', { do: 'page', direction: -1 }],
    ['1', { do: 'layer', layer: 'fields' }],
    ['2', { do: 'layer', layer: 'lines' }],
    ['3', null],
    ['ArrowDown', null],
    ['x', null],
  ])('%s means what the list says', (key, action) => {
    expect(press(key)).toEqual(action);
  });

  it('with Ctrl only zooms, with Alt does nothing: those belong to the app', () => {
    expect(press('+', { ctrlKey: true })).toEqual({ do: 'zoom', by: 'in' });
    expect(press('r', { ctrlKey: true })).toBeNull();
    expect(press('n', { altKey: true })).toBeNull();
  });
});
