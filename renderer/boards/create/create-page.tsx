import { Button, Radio, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { z } from 'zod';
import { catalogue, FeatureId, imagesFor } from '#shared/domain/catalogue.ts';
import { isRegistryPrefix, isTag } from '#shared/domain/reference.ts';
import { formatMemory } from '#shared/rules/format.ts';
import { paths } from '../../deployment/paths.ts';
import { useAction, useRead } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Card, StepPage } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './create-page.module.css';

/** Name and registry are null until they are typed: then the proposed ones hold. */
const TypedDeployment = z.object({
  feature: FeatureId.nullable().refine((chosen) => chosen !== null),
  name: z.string().nullable(),
  registry: z
    .string()
    .refine((typed) => typed === '' || isRegistryPrefix(typed))
    .nullable(),
  tag: z.string().refine((typed) => typed.trim() === '' || isTag(typed.trim())),
});
type Typed = z.input<typeof TypedDeployment>;

/** A new deployment: what it shall read, under which name, from which registry. */
export function CreatePage() {
  const all = useWords();
  const words = all.create;
  const [, goTo] = useLocation();
  const preferences = useRead('app.preferences', undefined).data;
  const engine = useRead('engine.search', undefined).data?.engine ?? null;
  const form = useForm<Typed>({
    initialValues: { feature: null, name: null, registry: null, tag: '' },
    validateInputOnChange: true,
    validate: schemaResolver(TypedDeployment, { sync: true }),
  });
  const { feature, name, tag } = form.values;
  const save = useAction('deployments.save');
  const remember = useAction('app.setPreferences');
  const registry = form.values.registry ?? preferences?.registry ?? '';
  const proposal = useRead(
    'deployments.propose',
    { feature: feature ?? 'layout', registry, tag: tag.trim() === '' ? null : tag.trim() },
    { enabled: feature !== null && isRegistryPrefix(registry) },
  );
  const ready = form.isValid() && isRegistryPrefix(registry) && proposal.data !== undefined;

  const [creating, setCreating] = useState(false);

  const create = async (): Promise<void> => {
    // Proposed anew: another deployment may have taken its name or port meanwhile.
    const { data: proposed } = await proposal.refetch();
    if (!proposed) return;
    const saved = await save.mutateAsync({ ...proposed, name: name?.trim() || proposed.name });
    remember.mutate({ registry });
    goTo(paths.step(saved.id, 'pull'));
  };
  const press = async (): Promise<void> => {
    setCreating(true);
    try {
      await create();
    } catch {
      // What refused it holds the failure, which is shown below.
    } finally {
      setCreating(false);
    }
  };

  return (
    <StepPage
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <span />
          <Button disabled={!ready} loading={creating} onClick={() => void press()}>
            {words.create}
          </Button>
        </>
      }
      aside={words.aside.map((line) => <p key={line}>{line}</p>)}
    >
      <div className={classes['cards']} role="radiogroup" aria-label={words.feature}>
        {FeatureId.options.map((one) => (
          <FeatureCard
            key={one}
            feature={one}
            host={engine}
            chosen={one === feature}
            stop={one === (feature ?? FeatureId.options[0])}
            onChoose={() => form.setFieldValue('feature', one)}
          />
        ))}
      </div>
      <Card>
        <div className={classes['form']}>
          <TextInput
            label={words.name}
            value={name ?? proposal.data?.name ?? ''}
            placeholder={words.namePlaceholder}
            maxLength={60}
            disabled={feature === null}
            onChange={({ currentTarget }) => form.setFieldValue('name', currentTarget.value)}
          />
          <div className={classes['pair']}>
            <TextInput
              label={words.registry}
              description={words.registryHint}
              value={registry}
              error={form.errors['registry'] ? words.registryWrong : null}
              onChange={({ currentTarget }) => form.setFieldValue('registry', currentTarget.value.trim())}
            />
            <TextInput
              label={words.tag}
              description={words.tagHint}
              placeholder={feature ? catalogue[feature].tag : 'latest'}
              {...form.getInputProps('tag')}
              error={form.errors['tag'] ? words.tagWrong : null}
            />
          </div>
        </div>
      </Card>
      {save.error ? <FailurePanel failure={save.error.failure} /> : null}
      {proposal.error ? <FailurePanel failure={proposal.error.failure} /> : null}
    </StepPage>
  );
}

function FeatureCard({
  feature,
  host,
  chosen,
  stop,
  onChoose,
}: {
  readonly feature: FeatureId;
  readonly host: { readonly cpus: number; readonly memoryBytes: number } | null;
  readonly chosen: boolean;
  /** Where Tab stops in the group; the arrows do the rest. */
  readonly stop: boolean;
  readonly onChoose: () => void;
}) {
  const all = useWords();
  const { helper } = catalogue[feature];
  const wanted = imagesFor(feature).map((image) => catalogue[image].recommended);
  const cpus = Math.max(...wanted.map((one) => one.cpus));
  const memoryBytes = wanted.reduce((sum, one) => sum + one.memoryBytes, 0);
  const tight = host !== null && (cpus > host.cpus || memoryBytes > host.memoryBytes);
  return (
    <Radio.Card
      unstyled
      name="feature"
      checked={chosen}
      tabIndex={stop ? 0 : -1}
      className={classes['card'] ?? ''}
      onClick={onChoose}
    >
      <strong>{all.images[feature].name}</strong>
      <span className={classes['reads']}>{all.images[feature].reads}</span>
      <span className={classes['facts']}>
        {helper ? all.create.helper(all.images[helper.image].name) : all.create.noHelper}
      </span>
      <span className={`${classes['facts']} tabular`} data-tight={tight || undefined}>
        {all.create.recommended(cpus, formatMemory(memoryBytes))}
        {tight ? ` · ${all.create.tight}` : ''}
      </span>
    </Radio.Card>
  );
}
