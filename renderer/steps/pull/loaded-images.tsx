import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import type { LoadedImage } from '#shared/contract/images.ts';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Deployment, PartWorld } from '#shared/domain/deployment.ts';
import { formatBytes, shortenMiddle } from '#shared/rules/format.ts';
import { isUsable } from '#shared/rules/platform.ts';
import { useAction } from '../../door/reads.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './pull-page.module.css';

interface LoadedImagesProps {
  readonly deployment: Deployment;
  readonly parts: readonly PartWorld[];
  readonly loaded: readonly LoadedImage[];
}

/** What an archive held: which of it is asked for, what cannot run here, and what could be used under the name asked for. */
export function LoadedImages({ deployment, parts, loaded }: LoadedImagesProps) {
  return (
    <ul className={classes['images']}>
      {loaded.map((image) => (
        <Loaded key={image.id} deployment={deployment} parts={parts} image={image} />
      ))}
    </ul>
  );
}

function Loaded({ deployment, parts, image }: Omit<LoadedImagesProps, 'loaded'> & { readonly image: LoadedImage }) {
  const all = useWords();
  const words = all.pull;
  const { id, names, sizeBytes, foreignPlatform } = image;
  const usedFor = parts.find(({ imageOnHost }) => imageOnHost?.id === id) ?? null;
  const wanting = parts.filter(({ imageOnHost }) => !isUsable(imageOnHost)).map((part) => part.image);
  return (
    <li className={classes['image']}>
      <div className={classes['imageHead']}>
        <div className={classes['imageText']}>
          {names.length === 0 ? <p>{words.withoutName}</p> : null}
          {names.map((name) => (
            <p key={name} className="mono">
              {name}
            </p>
          ))}
          <p className={`${classes['quiet']} tabular`} title={id}>
            {formatBytes(sizeBytes)} · {shortenMiddle(id, 30)}
          </p>
        </div>
        {foreignPlatform !== null ? (
          <ToneBadge tone="bad">{words.foreign(foreignPlatform)}</ToneBadge>
        ) : usedFor ? (
          <ToneBadge tone="good">{words.usedFor(all.images[usedFor.image].name)}</ToneBadge>
        ) : (
          <ToneBadge tone="warn">{words.notAskedFor}</ToneBadge>
        )}
      </div>
      {foreignPlatform !== null ? (
        <p>{words.foreignText(foreignPlatform)}</p>
      ) : usedFor || wanting.length === 0 ? null : (
        <Offer deployment={deployment} image={image} wanting={wanting} />
      )}
    </li>
  );
}

/** The operator says for which image it is; a digest or a path that tells it is proposed, nothing is taken by itself. */
function Offer({
  deployment,
  image: { id, proposed },
  wanting,
}: {
  readonly deployment: Deployment;
  readonly image: LoadedImage;
  readonly wanting: readonly ImageId[];
}) {
  const all = useWords();
  const words = all.pull;
  const use = useAction('images.use');
  const [chosen, setChosen] = useState<ImageId | null>(null);
  const told = proposed !== null && wanting.includes(proposed) ? proposed : null;
  const image = chosen ?? told;
  const reference = deployment.parts.find((part) => part.image === image)?.reference ?? null;
  return (
    <>
      <p>{told === null ? words.nothingTells : words.looksLike(all.images[told].name)}</p>
      {told === null ? (
        <Select
          label={words.takeAs}
          value={image}
          data={wanting.map((one) => ({ value: one, label: all.images[one].name }))}
          allowDeselect={false}
          onChange={(value) => setChosen(wanting.find((one) => one === value) ?? null)}
        />
      ) : null}
      {reference === null ? null : <p className={classes['quiet']}>{words.willBeNamed(reference)}</p>}
      <Group>
        <Button
          size="xs"
          variant="default"
          disabled={image === null}
          loading={use.isPending}
          onClick={() => image && use.mutate({ deploymentId: deployment.id, image, id })}
        >
          {image === null ? words.takeIt : words.takeFor(all.images[image].name)}
        </Button>
      </Group>
      {use.error ? <FailurePanel failure={use.error.failure} /> : null}
    </>
  );
}
