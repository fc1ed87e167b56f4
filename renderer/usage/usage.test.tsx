// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { UsageBook } from '#shared/domain/history.ts';
import { dayOf } from '#shared/rules/days.ts';
import { draw, openFakeDoor, Refusal } from '../testing/fake-door.tsx';
import { UsageOverviewPage } from './overview-page.tsx';
import { INVOICE, LAYOUT, madeBook } from './testing/made-book.ts';
import { UsagePage } from './usage-page.tsx';

const today = dayOf(Math.floor(Date.now() / 86_400_000));
const daysAgo = (days: number): string => dayOf(Math.floor(Date.now() / 86_400_000) - days);
const year = today.slice(0, 4);

const part = (image: 'invoice' | 'layout') => ({
  image,
  reference: `registry.test/${image}:latest`,
  licenceFolder: `/d/${image}/licence`,
  outputFolder: `/d/${image}/output`,
  cpus: 1,
  memoryBytes: 1024 ** 3,
  containerPort: 5000,
});
const deployment: Deployment = {
  id: 'd',
  name: 'Incoming invoices',
  feature: 'invoice',
  createdAt: '2025-01-01T00:00:00.000Z',
  parts: [part('invoice'), part('layout')],
  hostPort: 5000,
  reach: 'this-computer',
  restart: 'no',
};
const book = madeBook(daysAgo(400), today, [
  [INVOICE, 1000n],
  [LAYOUT, 1000n],
]);
const plan: Commitment = {
  id: 'plan',
  name: 'Invoice plan',
  deploymentIds: ['d'],
  meters: [INVOICE],
  quantity: 10_000_000n,
  unit: 'pages',
  startsOn: daysAgo(100),
  endsOn: daysAgo(-264),
  price: null,
};

const open = (known: UsageBook, commitments: readonly Commitment[] = [], more: object = {}) =>
  openFakeDoor({
    'usage.book': known,
    'usage.books': [known],
    'deployments.list': [deployment],
    'commitments.list': commitments,
    'commitments.save': plan,
    'commitments.forget': undefined,
    'app.saveText': '/saved',
    ...more,
  });
const page = <UsagePage deploymentId="d" />;
const figures = async () => within(await screen.findByRole('region', { name: 'In short' }));

describe('the usage page', () => {
  it('says what was counted although the containers are gone and the engine does not answer', async () => {
    open(book);
    await draw(page);
    expect((await figures()).getByText('Last 12 months')).toBeTruthy();
    const table = screen.getByRole('table', { name: 'Usage by month and meter' });
    expect(within(table).getByRole('row', { name: /^Total/ }).textContent).toBe('Total401,000401,000');
    for (const name of ['By month', 'Day by day']) expect(screen.getByRole('figure', { name })).toBeTruthy();
  });

  it('says so when nothing was counted yet', async () => {
    open({ ...book, totals: [], months: [], days: [], readAt: null });
    await draw(page);
    expect(await screen.findByText('Nothing was counted yet')).toBeTruthy();
    expect(screen.getByText('Never read')).toBeTruthy();
  });

  it('is told point by point, with the arrow keys', async () => {
    open(book);
    await draw(page);
    const chart = await screen.findByRole('slider', { name: 'By month' });
    const newest = chart.getAttribute('aria-valuetext');
    expect(newest).toContain(`${year}; Layout: LayoutPages (helper): `);
    fireEvent.keyDown(chart, { key: 'ArrowLeft' });
    expect(chart.getAttribute('aria-valuenow')).toBe('11');
    fireEvent.keyDown(chart, { key: 'ArrowLeft' });
    expect(chart.getAttribute('aria-valuenow')).toBe('10');
    expect(chart.getAttribute('aria-valuetext')).not.toBe(newest);
    fireEvent.keyDown(chart, { key: 'Home' });
    expect(chart.getAttribute('aria-valuenow')).toBe('0');
    fireEvent.keyDown(chart, { key: 'End' });
    expect(chart.getAttribute('aria-valuetext')).toBe(newest);
  });

  it('takes a meter out of the chart and puts it back', async () => {
    open(book);
    await draw(page);
    const key = await screen.findByRole('button', { name: 'Layout: LayoutPages (helper)' });
    fireEvent.click(key);
    expect(key.getAttribute('aria-pressed')).toBe('false');
    expect(screen.getByRole('slider', { name: 'By month' }).getAttribute('aria-valuetext')).not.toContain(
      'LayoutPages',
    );
    fireEvent.click(key);
    expect(screen.getByRole('slider', { name: 'By month' }).getAttribute('aria-valuetext')).toContain('LayoutPages');
  });

  it('says what is stale, not read, and went down', async () => {
    const drop = { at: `${daysAgo(5)}T08:00:00.000Z`, before: 900n, after: 3n, why: 'another-container' as const };
    open({
      ...book,
      stale: ['layout'],
      gaps: [{ image: 'invoice', from: `${daysAgo(3)}T08:00:00.000Z`, to: null }],
      drops: [{ ...INVOICE, ...drop }],
    });
    await draw(page);
    const notes = await screen.findByRole('region', { name: 'About these numbers' });
    expect(notes.textContent).toContain('Did not answer when last asked, shown as last read: Layout.');
    expect(notes.textContent).toContain('Invoice has not been read since');
    fireEvent.click(within(notes).getByRole('button', { name: '1 more' }));
    expect(notes.textContent).toContain('InvoicePages went from 900 to 3. Another container counts since.');
  });

  it('sets Drydock’s own count beside the meters and explains the difference', async () => {
    const compared = {
      from: `${daysAgo(30)}T00:00:00.000Z`,
      to: `${today}T00:00:00.000Z`,
      documents: 3,
      pages: 9n,
      uncertain: 1,
      meters: [{ meter: INVOICE.meter, counted: 11n, difference: 2n }],
    };
    const door = open({
      ...book,
      ledger: [{ image: 'invoice', documents: 3, pages: 9n, uncertain: 1, since: compared.from, compared }],
    });
    await draw(page);
    const table = await screen.findByRole('table', { name: 'Drydock’s own count' });
    expect(within(table).getAllByRole('cell').at(-1)?.textContent).toBe('+2');
    expect(screen.getByText(/More than Drydock sent: InvoicePages\./)).toBeTruthy();
    expect(screen.getByText(/1 document was broken off/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Save “Drydock’s own count”' }));
    await waitFor(() => expect(door.said.at(-1)?.path).toBe('app.saveText'));
    expect(door.said.at(-1)?.input).toMatchObject({ text: expect.stringContaining(`${INVOICE.meter},`) });
  });

  it('saves every month and meter, to the last digit', async () => {
    const huge = 2n ** 62n;
    const door = open({ ...book, months: [{ ...INVOICE, month: `${year}-01`, quantity: huge }] });
    await draw(page);
    await figures();
    fireEvent.click(screen.getByRole('button', { name: 'Save all as CSV…' }));
    await waitFor(() => expect(door.said.some(({ path }) => path === 'app.saveText')).toBe(true));
    const saved = door.said.find(({ path }) => path === 'app.saveText')?.input;
    expect(saved).toMatchObject({ text: expect.stringContaining(`${year}-01,${huge},0`) });
  });
});

describe('a commitment', () => {
  it('is told in four numbers, drawn, and said in words', async () => {
    open(book, [plan]);
    await draw(page);
    expect((await figures()).getByText('101,000')).toBeTruthy();
    expect((await figures()).getByText('Lasts')).toBeTruthy();
    const chart = screen.getByRole('figure', { name: 'Against the commitment' });
    expect(within(chart).getByRole('slider').getAttribute('aria-valuetext')).toMatch(
      /Used: 101,000; .*Bought: 10,000,000/,
    );
    expect(screen.getAllByText(/Lasts to the term’s end, with [\d,]+ to [\d,]+ pages left over\./).length).toBe(2);
  });

  it('answers a what-if at once, in words and in the chart', async () => {
    open(book, [plan]);
    await draw(page);
    const more = await screen.findByLabelText('More a day');
    fireEvent.change(more, { target: { value: '200k' } });
    expect(screen.getByText(/A whole number; less than now/)).toBeTruthy();
    fireEvent.change(more, { target: { value: '200 000' } });
    expect(screen.getByText(/^With 200,000 pages a day more from .*: Runs out/)).toBeTruthy();
    expect(within(screen.getByRole('figure', { name: 'Against the commitment' })).getAllByText('What if').length).toBe(
      2,
    );
  });

  it('is stored as typed, with a year’s term', async () => {
    const door = open(book);
    await draw(page);
    fireEvent.click(await screen.findByRole('button', { name: 'Enter what was bought' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Quantity'), { target: { value: '1.200.000' } });
    fireEvent.change(dialog.getByLabelText('First day'), { target: { value: '2027-03-01' } });
    fireEvent.change(dialog.getByLabelText('For the whole term'), { target: { value: '12 500,50' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(door.said.some(({ path }) => path === 'commitments.save')).toBe(true));
    expect(door.said.find(({ path }) => path === 'commitments.save')?.input).toMatchObject({
      name: `Invoice ${year}`,
      deploymentIds: ['d'],
      meters: [INVOICE],
      quantity: 1_200_000n,
      unit: 'pages',
      startsOn: '2027-03-01',
      endsOn: '2028-02-29',
      price: { amount: 12_500.5, overage: null, currency: 'EUR' },
    });
  });

  it('that cannot be is not stored, and each field says what is missing', async () => {
    const door = open(book);
    await draw(page);
    fireEvent.click(await screen.findByRole('button', { name: 'Enter what was bought' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: ' ' } });
    fireEvent.change(dialog.getByLabelText('Last day'), { target: { value: '1999-01-01' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(dialog.getByText('Give it a name.')).toBeTruthy();
    expect(dialog.getByText('A whole number above 0, such as 1,200,000.')).toBeTruthy();
    expect(dialog.getByText('The term ends before it begins.')).toBeTruthy();
    expect(door.said.some(({ path }) => path === 'commitments.save')).toBe(false);
  });

  it('is removed only after a question whose default keeps it', async () => {
    const door = open(book, [plan]);
    await draw(page);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Keep it' }).hasAttribute('data-autofocus')).toBe(true);
    fireEvent.click(dialog.getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(door.said.at(-1)).toMatchObject({ path: 'commitments.forget', input: { id: 'plan' } }));
  });
});

describe('the overview', () => {
  it('lists commitments with their forecast and deployments with their use', async () => {
    open(book, [plan]);
    await draw(<UsageOverviewPage />);
    expect(await screen.findByRole('link', { name: 'Invoice plan' })).toBeTruthy();
    expect(screen.getByText(/Lasts to the term’s end/)).toBeTruthy();
    const table = screen.getByRole('table', { name: 'Deployments' });
    expect(
      within(table).getByRole('img', { name: /^Use of Incoming invoices in the last 30 days: 31,000/ }),
    ).toBeTruthy();
  });

  it('asks for the books of thousands in a few questions, each of a bearable size', async () => {
    const deployments = Array.from({ length: 1001 }, (_, at) => ({
      ...deployment,
      id: `made-${at}`,
      name: `Made ${at}`,
    }));
    const { said } = open(book, [], { 'deployments.list': deployments });
    await draw(<UsageOverviewPage />);
    await screen.findByRole('table', { name: 'Deployments' });
    const asked = said.filter(({ path }) => path.startsWith('usage.'));
    expect(asked.map(({ path }) => path)).toEqual(Array.from({ length: 5 }, () => 'usage.books'));
    const ids = asked.flatMap(({ input }) => (input as { deploymentIds: string[] }).deploymentIds);
    expect(ids).toEqual(deployments.map(({ id }) => id));
  }, 30_000);

  it('draws hundreds of deployments and commitments in parts', async () => {
    const deployments = Array.from({ length: 120 }, (_, at) => ({
      ...deployment,
      id: `made-${at}`,
      name: `Made ${at}`,
    }));
    const plans = Array.from({ length: 40 }, (_, at) => ({ ...plan, id: `plan-${at}`, name: `Plan ${at}` }));
    open(book, plans, { 'deployments.list': deployments });
    await draw(<UsageOverviewPage />);
    const table = await screen.findByRole('table', { name: 'Deployments' });
    expect(within(table).getAllByRole('row')).toHaveLength(51);
    expect(screen.getByText('1 to 12 of 40')).toBeTruthy();
    fireEvent.click(within(screen.getByRole('navigation', { name: 'Parts of Deployments' })).getByText('Next'));
    expect(await screen.findByRole('link', { name: 'Made 50' })).toBeTruthy();
    expect(within(table).getAllByRole('row')).toHaveLength(51);
  }, 30_000);

  it('says so when it cannot be read', async () => {
    openFakeDoor({}, { otherwise: new Refusal({ code: 'engine.lost', facts: {}, detail: null }) });
    await draw(<UsageOverviewPage />);
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Read again' })).toBeTruthy();
  });
});

it('a what-if belongs to its commitment: another one that is looked at begins without it', async () => {
  const other = { ...plan, id: 'other', name: 'Other plan', startsOn: daysAgo(50), endsOn: daysAgo(-300) };
  open(book, [plan, other]);
  await draw(page);
  const asks = await screen.findByRole('region', { name: 'What if' });
  fireEvent.change(within(asks).getByRole('textbox'), { target: { value: '2,000' } });
  await expect.poll(() => within(asks).getByRole('status').textContent).toContain('2,000');
  fireEvent.click(screen.getByRole('combobox', { name: 'Meter' }));
  fireEvent.click(await screen.findByRole('option', { name: 'Other plan' }));
  await screen.findByRole('heading', { name: 'Other plan' });
  const now = screen.getByRole('region', { name: 'What if' });
  expect(within(now).getByRole<HTMLInputElement>('textbox').value).toBe('');
  expect(within(now).getByRole('status').textContent).toBe('');
});
