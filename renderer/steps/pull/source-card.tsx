import { TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment } from '#shared/domain/deployment.ts';
import { isRegistryPrefix, isTag } from '#shared/domain/reference.ts';
import { DefinitionForm } from '../../deployment/definition-form.tsx';
import { Card } from '../../ui/step-page.tsx';
import { useWords } from '../../ui/words.tsx';
import { LoginForm } from './login-form.tsx';
import classes from './pull-page.module.css';
import { registryHostOf, sourceOf, withRegistry, withTag } from './sources.ts';

interface SourceCardProps {
  readonly deployment: Deployment;
  readonly disabled: boolean;
  /** Told whether something was typed that is not saved yet. */
  readonly onEditing: (editing: boolean) => void;
}

/** The registry, and of each image the tag where it was typed. */
const TypedSource = z.object({
  registry: z.string().refine(isRegistryPrefix),
  tags: z.partialRecord(ImageId, z.string().refine(isTag)),
});
type Typed = z.infer<typeof TypedSource>;

/** Where the images come from: registry, tags, and the registry's login. */
export function SourceCard({ deployment, disabled, onEditing }: SourceCardProps) {
  const all = useWords();
  const words = all.pull;
  const stored = sourceOf(deployment.parts[0] ?? { image: deployment.feature, reference: '' }).registry;
  const form = useForm<Typed>({
    initialValues: { registry: stored, tags: {} },
    validateInputOnChange: true,
    validate: schemaResolver(TypedSource, { sync: true }),
  });
  const { registry, tags } = form.values;
  const tagOf = (image: ImageId): string =>
    tags[image] ?? sourceOf(deployment.parts.find((part) => part.image === image) ?? { image, reference: '' }).tag;
  let next = withRegistry(deployment, registry);
  for (const { image } of deployment.parts) next = withTag(next, image, tagOf(image));
  const changed = next.parts.some((part, at) => part.reference !== deployment.parts[at]?.reference);
  const wrong = !form.isValid();
  return (
    <Card title={words.source}>
      <DefinitionForm
        next={next}
        changed={changed}
        wrong={wrong}
        disabled={disabled}
        labels={{ save: words.saveSource, discard: words.discard }}
        className={classes['form'] ?? ''}
        onReset={() => form.setValues({ registry: stored, tags: {} })}
        onEditing={onEditing}
      >
        <TextInput
          label={words.registry}
          description={words.registryHint}
          value={registry}
          disabled={disabled}
          error={form.errors['registry'] ? words.registryWrong : null}
          onChange={({ currentTarget }) => form.setFieldValue('registry', currentTarget.value.trim())}
        />
        <div className={classes['tags']}>
          {deployment.parts.map(({ image }) => (
            <TextInput
              key={image}
              label={words.tagOf(all.images[image].name)}
              value={tagOf(image)}
              disabled={disabled}
              error={form.errors[`tags.${image}`] ? words.tagWrong : null}
              onChange={({ currentTarget }) => form.setFieldValue(`tags.${image}`, currentTarget.value.trim())}
            />
          ))}
        </div>
      </DefinitionForm>
      {isRegistryPrefix(registry) ? <LoginForm host={registryHostOf(registry)} /> : null}
    </Card>
  );
}
