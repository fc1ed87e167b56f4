import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import type { Commitment } from '#shared/domain/commitment.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { MeterKey, UsageBook } from '#shared/domain/history.ts';
import { formatDay } from '#shared/rules/format.ts';
import { overlapsOf } from '#shared/usage/terms.ts';
import { useAction } from '../door/reads.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { usePage } from '../ui/pager.tsx';
import { useWords } from '../ui/words.tsx';
import type { Editing } from './editing.ts';
import { commitmentSchema, type TypedCommitment, typedOf } from './model/commitment-schema.ts';
import { nextTerm, yearFrom } from './model/draft.ts';
import { meterId, shortMeter } from './model/meters.ts';
import { todayOf } from './model/subjects.ts';
import classes from './usage-page.module.css';

interface CommitmentFormProps {
  readonly editing: Exclude<Editing, { kind: 'remove' }>;
  readonly onDone: () => void;
  readonly deploymentId: string;
  readonly deployments: readonly Deployment[];
  readonly books: readonly UsageBook[];
  readonly all: readonly Commitment[];
}

/** So many are drawn at a time. */
const DEPLOYMENTS_A_PAGE = 50;

/** What was bought, as one types it: told at once what is wrong and what overlaps; stored whole. */
export function CommitmentForm({ editing, onDone, deploymentId, deployments, books, all }: CommitmentFormProps) {
  const words = useWords();
  const { form } = words.commitment;
  const save = useAction('commitments.save');
  const [id] = useState(() => (editing.kind === 'edit' ? editing.commitment.id : crypto.randomUUID()));
  const [endTyped, setEndTyped] = useState(editing.kind === 'edit');
  const metersOf = (deploymentIds: readonly string[]): readonly MeterKey[] => {
    const known = metersIn(books, deploymentIds);
    const kept = editing.kind === 'add' ? [] : editing.commitment.meters;
    return [...known, ...kept.filter((key) => !known.some((one) => meterId(one) === meterId(key)))];
  };
  const schemaFor = ({ deploymentIds }: TypedCommitment) => commitmentSchema(id, metersOf(deploymentIds), words);
  const typing = useForm<TypedCommitment>({
    initialValues: firstTyped(),
    validateInputOnChange: true,
    validate: (typed) => schemaResolver(schemaFor(typed), { sync: true })(typed),
    onValuesChange: (typed, before) => {
      // What is wrong with these depends on others, too.
      if (typed.startsOn !== before.startsOn) typing.validateField('endsOn');
      if (typed.amount !== before.amount || typed.overage !== before.overage) typing.validateField('currency');
      if (typed.overage !== before.overage && typed.amount !== '') typing.validateField('amount');
    },
  });
  const { values, errors } = typing;
  // Its own first, the others in their order.
  const sorted = deployments.toSorted((a, b) => Number(b.id === deploymentId) - Number(a.id === deploymentId));
  const { shown, pager } = usePage(sorted, DEPLOYMENTS_A_PAGE, form.deployments);
  const meters = metersOf(values.deploymentIds);
  const draft = schemaFor(values).safeParse(values);
  const overlaps = draft.success ? overlapsOf(draft.data, all) : [];
  const submit = typing.onSubmit(() => {
    if (draft.success) save.mutate(draft.data, { onSuccess: onDone });
  });
  const text = (field: keyof TypedCommitment, label: string, more: object = {}) => (
    <TextInput label={label} {...typing.getInputProps(field)} {...more} />
  );

  function firstTyped(): TypedCommitment {
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
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        {text('name', form.name, { description: form.nameHint, maxLength: 60, 'data-autofocus': true })}
        {deployments.length > 1 ? (
          <Checkbox.Group label={form.deployments} {...typing.getInputProps('deploymentIds')}>
            <Stack gap={6} mt={6}>
              {shown.map((one) => (
                <Checkbox key={one.id} value={one.id} label={one.name} />
              ))}
            </Stack>
            {pager}
          </Checkbox.Group>
        ) : null}
        <Checkbox.Group
          label={form.meters}
          description={meters.length === 0 ? form.noMeters : form.metersHint}
          {...typing.getInputProps('meters')}
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
          {text('quantity', form.quantity, { inputMode: 'numeric', placeholder: '120,000' })}
          {text('unit', form.unit, { maxLength: 30 })}
          <TextInput
            type="date"
            label={form.starts}
            value={values.startsOn}
            onChange={({ currentTarget: { value } }) => {
              typing.setFieldValue('startsOn', value);
              if (!endTyped) typing.setFieldValue('endsOn', yearFrom(value));
            }}
          />
          <TextInput
            type="date"
            label={form.ends}
            description={form.endsHint}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            value={values.endsOn}
            error={errors['endsOn']}
            onChange={({ currentTarget: { value } }) => {
              setEndTyped(true);
              typing.setFieldValue('endsOn', value);
            }}
          />
        </SimpleGrid>
        <fieldset className={classes['price']}>
          <legend>{form.price}</legend>
          <SimpleGrid cols={3} spacing={16}>
            {text('amount', form.amount, { inputMode: 'decimal', placeholder: '12500' })}
            {text('overage', form.overage, { inputMode: 'decimal', placeholder: '0.015' })}
            {text('currency', form.currency, { maxLength: 3 })}
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
          <Button type="submit" loading={save.isPending}>
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
