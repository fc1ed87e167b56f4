import { describe, expect, it } from 'vitest';
import { wordsFor } from '#shared/words/languages.ts';
import { INVOICE, LAYOUT } from '../testing/made-book.ts';
import { commitmentSchema, type TypedCommitment } from './commitment-schema.ts';
import { meterId } from './meters.ts';

const words = wordsFor('en');
const schema = commitmentSchema('plan', [INVOICE, LAYOUT], words);
const typed: TypedCommitment = {
  name: ' Invoices ',
  deploymentIds: ['d'],
  meters: [meterId(LAYOUT)],
  quantity: '1,200',
  unit: 'pages',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  amount: '12,50',
  overage: '',
  currency: 'eur',
};
/** What is said, by field. */
const troubles = (change: Partial<TypedCommitment>): Record<string, string> =>
  Object.fromEntries(
    schema.safeParse({ ...typed, ...change }).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [],
  );

describe('a commitment as it is typed', () => {
  it('becomes one that can be stored', () => {
    expect(schema.parse(typed)).toEqual({
      id: 'plan',
      name: 'Invoices',
      deploymentIds: ['d'],
      meters: [LAYOUT],
      quantity: 1200n,
      unit: 'pages',
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      price: { amount: 12.5, overage: null, currency: 'EUR' },
    });
    expect(schema.parse({ ...typed, amount: '' }).price).toBeNull();
  });

  const { form } = words.commitment;
  it.each<[Partial<TypedCommitment>, Record<string, string>]>([
    [{ name: ' ' }, { name: form.noName }],
    [{ quantity: '0' }, { quantity: form.badQuantity }],
    [{ meters: ['none that is known'] }, { meters: form.noMeter }],
    [{ endsOn: '2025-12-31' }, { endsOn: words.commitmentRules.troubles['ends-before-start'] }],
    [{ amount: '', overage: '1' }, { amount: form.badAmount }],
    [{ currency: 'euro' }, { currency: form.badCurrency }],
    [{ currency: 'euro', amount: '' }, {}],
    [
      { name: '', endsOn: 'soon' },
      { name: form.noName, endsOn: words.commitmentRules.troubles['no-such-day'] },
    ],
  ])('with %o is told what is wrong', (change, said) => {
    expect(troubles(change)).toEqual(said);
  });
});
