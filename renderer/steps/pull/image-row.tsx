import { Progress, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { ImageOnHost } from '#shared/domain/deployment.ts';
import type { ImagePull, LayerProgress } from '#shared/domain/operations.ts';
import { formatBytes, shortenMiddle } from '#shared/rules/format.ts';
import { foreignPlatform } from '#shared/rules/platform.ts';
import { ToneBadge } from '../../ui/tone.tsx';
import { useWords } from '../../ui/words.tsx';
import classes from './pull-page.module.css';

interface ImageRowProps {
  readonly image: ImageId;
  readonly reference: string;
  readonly onHost: ImageOnHost | null;
  /** Its part of the running pull, if it has one. */
  readonly pull: ImagePull | null;
  readonly helper: boolean;
}

/** One image: what it is, whether it is here, and while it comes, its layers. */
export function ImageRow({ image, reference, onHost, pull, helper }: ImageRowProps) {
  const all = useWords();
  const words = all.pull;
  const [open, setOpen] = useState(false);
  const coming = pull !== null && (pull.state === 'pulling' || pull.state === 'waiting');
  const foreign = onHost && foreignPlatform(onHost);
  const share = pull?.totalBytes ? Math.min(1, pull.doneBytes / pull.totalBytes) : 0;
  return (
    <li className={classes['image']}>
      <div className={classes['imageHead']}>
        <div className={classes['imageText']}>
          <p className={classes['name']}>
            {all.images[image].name}
            {helper ? <span className={classes['quiet']}> {words.helper}</span> : null}
          </p>
          <p className={classes['quiet']}>{all.images[image].reads}</p>
          <p className="mono">{reference}</p>
        </div>
        {coming ? (
          <ToneBadge tone={pull.state === 'pulling' ? 'busy' : 'quiet'}>
            {pull.state === 'pulling'
              ? `${formatBytes(pull.doneBytes)}${pull.totalBytes === null ? '' : ` / ${formatBytes(pull.totalBytes)}`}`
              : words.waiting}
          </ToneBadge>
        ) : (
          <ToneBadge tone={foreign ? 'bad' : onHost ? 'good' : 'quiet'}>
            {foreign ? words.foreign(foreign) : onHost ? words.here : words.notHere}
          </ToneBadge>
        )}
      </div>
      {coming ? (
        <>
          <Progress value={share * 100} size="sm" aria-label={all.images[image].name} />
          {pull.layers.length > 0 ? (
            <UnstyledButton className={classes['unfold']} aria-expanded={open} onClick={() => setOpen(!open)}>
              <IconChevronRight size={14} aria-hidden />
              {words.layers(pull.layers.length)}
            </UnstyledButton>
          ) : null}
          {open ? <Layers layers={pull.layers} /> : null}
        </>
      ) : foreign ? (
        <p>{words.foreignText(foreign)}</p>
      ) : onHost ? (
        <p className={`${classes['quiet']} tabular`} title={onHost.digest ?? onHost.id}>
          {formatBytes(onHost.sizeBytes)} · {shortenMiddle(onHost.digest ?? onHost.id, 30)}
        </p>
      ) : null}
    </li>
  );
}

function Layers({ layers }: { readonly layers: readonly LayerProgress[] }) {
  const words = useWords().pull;
  return (
    <ul className={classes['layers']}>
      {layers.map(({ id, state, doneBytes, totalBytes }) => (
        <li key={id}>
          <span className="mono">{id}</span>
          <span>{words.layerStates[state]}</span>
          <span className="tabular">
            {totalBytes === null ? '' : `${formatBytes(doneBytes)} / ${formatBytes(totalBytes)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
