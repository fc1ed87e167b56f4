import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ImageId } from '#shared/domain/catalogue.ts';
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

/** Where the images come from: registry, tags, and the registry's login. */
export function SourceCard({ deployment, disabled, onEditing }: SourceCardProps) {
  const all = useWords();
  const words = all.pull;
  const stored = sourceOf(deployment.parts[0] ?? { image: deployment.feature, reference: '' }).registry;
  const [registry, setRegistry] = useState(stored);
  const [tags, setTags] = useState<Partial<Record<ImageId, string>>>({});
  const tagOf = (image: ImageId): string =>
    tags[image] ?? sourceOf(deployment.parts.find((part) => part.image === image) ?? { image, reference: '' }).tag;
  let next = withRegistry(deployment, registry);
  for (const { image } of deployment.parts) next = withTag(next, image, tagOf(image));
  const changed = next.parts.some((part, at) => part.reference !== deployment.parts[at]?.reference);
  const wrong = !isRegistryPrefix(registry) || deployment.parts.some(({ image }) => !isTag(tagOf(image)));
  return (
    <Card title={words.source}>
      <DefinitionForm
        next={next}
        changed={changed}
        wrong={wrong}
        disabled={disabled}
        labels={{ save: words.saveSource, discard: words.discard }}
        className={classes['form'] ?? ''}
        onReset={() => {
          setRegistry(stored);
          setTags({});
        }}
        onEditing={onEditing}
      >
        <TextInput
          label={words.registry}
          description={words.registryHint}
          value={registry}
          disabled={disabled}
          error={isRegistryPrefix(registry) ? null : words.registryWrong}
          onChange={({ currentTarget }) => setRegistry(currentTarget.value.trim())}
        />
        <div className={classes['tags']}>
          {deployment.parts.map(({ image }) => (
            <TextInput
              key={image}
              label={words.tagOf(all.images[image].name)}
              value={tagOf(image)}
              disabled={disabled}
              error={isTag(tagOf(image)) ? null : words.tagWrong}
              onChange={({ currentTarget }) => setTags({ ...tags, [image]: currentTarget.value.trim() })}
            />
          ))}
        </div>
      </DefinitionForm>
      {isRegistryPrefix(registry) ? <LoginForm host={registryHostOf(registry)} /> : null}
    </Card>
  );
}
