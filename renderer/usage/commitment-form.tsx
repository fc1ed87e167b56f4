import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { MeterKey, UsageBook } from '#shared/domain/history.ts';
import { formatDay } from '#shared/rules/format.ts';
import { overlapsOf, troubleWith } from '#shared/usage/terms.ts';
import { useAction } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useWords } from '../ui/words.tsx';
import type { Editing } from './editing.ts';
import { nextTerm, yearFrom } from './model/draft.ts';
import { meterId, shortMeter } from './model/meters.ts';
import { todayOf } from './model/subjects.ts';
import { parseAmount, parseWhole } from './parse-typed.ts';
import classes from './usage-page.module.css';

interface CommitmentFormProps {
  readonly editing: Exclude<Editing, { kind: 'remove' }>;
  readonly onDone: () => void;
  readonly deploymentId: string;
  readonly deployments: readonly Deployment[];
  readonly books: readonly UsageBook[];
  readonly all: readonly Commitment[];
}

interface Typed {
  readonly name: string;
  readonly deploymentIds: readonly string[];
  readonly meters: readonly string[];
  readonly quantity: string;
  readonly unit: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly amount: string;
  readonly overage: string;
  readonly currency: string;
}

const typedOf = ({ price, ...one }: Commitment): Typed => ({
  name: one.name,
  deploymentIds: one.deploymentIds,
  meters: one.meters.map(meterId),
  quantity: String(one.quantity),
  unit: one.unit,
  startsOn: one.startsOn,
  endsOn: one.endsOn,
  amount: price ? String(price.amount) : '',
  overage: price?.overage == null ? '' : String(price.overage),
  currency: price?.currency ?? 'EUR',
});

/** What was bought, as one types it: told at once what is wrong and what overlaps; stored whole. */
export function CommitmentForm({ editing, onDone, deploymentId, deployments, books, all }: CommitmentFormProps) {
  const words = useWords();
  const { form } = words.commitment;
  const save = useAction('commitments.save');
  const [id] = useState(() => (editing.kind === 'edit' ? editing.commitment.id : crypto.randomUUID()));
  const [tried, setTried] = useState(false);
  const [endTyped, setEndTyped] = useState(editing.kind === 'edit');
  const [typed, setTyped] = useState<Typed>(() => {
    if (editing.kind === 'edit') return typedOf(editing.commitment);
    if (editing.kind === 'next') return typedOf(nextTerm(editing.commitment, id));
    const own = deployments.find((one) => one.id === deploymentId);
    const startsOn = `${todayOf(new Date()).slice(0, 4)}-01-01`;
    const feature = metersIn(books, [deploymentId]).filter(({ image }) => image === own?.feature);
    return {
      name: own ? form.proposed(words.images[own.feature].name, startsOn.slice(0, 4)) : '',
      deploymentIds: [deploymentId],
      meters: feature.length === 1 ? feature.map(meterId) : [],
      quantity: '',
      unit: form.unitPages,
      startsOn,
      endsOn: yearFrom(startsOn),
      amount: '',
      overage: '',
      currency: 'EUR',
    };
  });
  const put = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }));
  const known = metersIn(books, typed.deploymentIds);
  const kept = editing.kind === 'add' ? [] : editing.commitment.meters;
  const meters = [...known, ...kept.filter((key) => !known.some((one) => meterId(one) === meterId(key)))];
  const quantity = parseWhole(typed.quantity);
  const amount = typed.amount.trim() === '' ? null : parseAmount(typed.amount);
  const overage = typed.overage.trim() === '' ? null : parseAmount(typed.overage);
  const priced = typed.amount.trim() !== '' || typed.overage.trim() !== '';
  const currency = typed.currency.trim().toUpperCase();
  const chosen = meters.filter((key) => typed.meters.includes(meterId(key)));
  const trouble = troubleWith({ startsOn: typed.startsOn, endsOn: typed.endsOn, quantity: quantity ?? 1n });
  const errors = {
    name: typed.name.trim() === '' ? form.noName : null,
    deployments: typed.deploymentIds.length === 0 ? form.noDeployment : null,
    meters: chosen.length === 0 ? form.noMeter : null,
    quantity: quantity === null || quantity <= 0n ? form.badQuantity : null,
    unit: typed.unit.trim() === '' ? form.noUnit : null,
    term: trouble && trouble !== 'no-quantity' ? words.commitmentRules.troubles[trouble] : null,
    amount: priced && amount === null ? form.badAmount : null,
    overage: typed.overage.trim() !== '' && overage === null ? form.badAmount : null,
    currency: priced && !/^[A-Z]{3}$/.test(currency) ? form.badCurrency : null,
  };
  const draft = Commitment.safeParse({
    id,
    name: typed.name.trim(),
    deploymentIds: typed.deploymentIds,
    meters: chosen,
    quantity: quantity ?? 0n,
    unit: typed.unit.trim(),
    startsOn: typed.startsOn,
    endsOn: typed.endsOn,
    price: priced && amount !== null ? { amount, overage, currency } : null,
  });
  const ready = draft.success && Object.values(errors).every((error) => error === null);
  const overlaps = draft.success && !errors.term ? overlapsOf(draft.data, all) : [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (ready) save.mutate(draft.data, { onSuccess: onDone });
  };
  const told = (error: string | null, value: string): string | null => (tried || value !== '' ? error : null);
  const text = (field: keyof Typed, label: string, error: string | null, more: object = {}) => (
    <TextInput
      label={label}
      value={String(typed[field])}
      error={told(error, String(typed[field]))}
      onChange={({ currentTarget }) => put({ [field]: currentTarget.value })}
      {...more}
    />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        {text('name', form.name, errors.name, { description: form.nameHint, maxLength: 60, 'data-autofocus': true })}
        {deployments.length > 1 ? (
          <Checkbox.Group
            label={form.deployments}
            value={[...typed.deploymentIds]}
            onChange={(deploymentIds) => put({ deploymentIds })}
            error={errors.deployments}
          >
            <Stack gap={6} mt={6}>
              {deployments.map((one) => (
                <Checkbox key={one.id} value={one.id} label={one.name} />
              ))}
            </Stack>
          </Checkbox.Group>
        ) : null}
        <Checkbox.Group
          label={form.meters}
          description={meters.length === 0 ? form.noMeters : form.metersHint}
          value={[...typed.meters]}
          onChange={(next) => put({ meters: next })}
          error={tried ? errors.meters : null}
        >
          <Stack gap={6} mt={8} className={classes['choices'] ?? ''}>
            {meters.map((key) => (
              <Checkbox
                key={meterId(key)}
                value={meterId(key)}
                label={words.usage.subject.meter(words.images[key.image].name, shortMeter(key.meter))}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <SimpleGrid cols={2} spacing={16}>
          {text('quantity', form.quantity, errors.quantity, { inputMode: 'numeric', placeholder: '120,000' })}
          {text('unit', form.unit, errors.unit, { maxLength: 30 })}
          <TextInput
            type="date"
            label={form.starts}
            value={typed.startsOn}
            onChange={({ currentTarget: { value } }) =>
              put({ startsOn: value, ...(endTyped ? {} : { endsOn: yearFrom(value) }) })
            }
          />
          <TextInput
            type="date"
            label={form.ends}
            description={form.endsHint}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={typed.endsOn}
            error={errors.term}
            onChange={({ currentTarget: { value } }) => {
              setEndTyped(true);
              put({ endsOn: value });
            }}
          />
        </SimpleGrid>
        <fieldset className={classes['price']}>
          <legend>{form.price}</legend>
          <SimpleGrid cols={3} spacing={16}>
            {text('amount', form.amount, errors.amount, { inputMode: 'decimal', placeholder: '12500' })}
            {text('overage', form.overage, errors.overage, { inputMode: 'decimal', placeholder: '0.015' })}
            {text('currency', form.currency, errors.currency, { maxLength: 3 })}
          </SimpleGrid>
        </fieldset>
        {overlaps.map(({ other, from, to, pays }) => (
          <p key={other.id} className={classes['quiet']}>
            {words.commitmentRules.overlap(other.name, formatDay(from), formatDay(to), pays)}
          </p>
        ))}
        {save.error ? <FailurePanel failure={save.error.failure} /> : null}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={tried && !ready}>
            {form.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The meters that the books of these deployments know, each once. */
function metersIn(books: readonly UsageBook[], deploymentIds: readonly string[]): readonly MeterKey[] {
  const keys = new Map<string, MeterKey>();
  for (const { deploymentId, totals } of books)
    if (deploymentIds.includes(deploymentId))
      for (const { image, meter } of totals) keys.set(meterId({ image, meter }), { image, meter });
  return [...keys.values()];
}
