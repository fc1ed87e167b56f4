import { ActionIcon, type ActionIconProps, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy.module.css';
import { useWords } from './words.tsx';

/** How long a button says that it copied, in ms. */
export const COPIED_MS = 1500;

interface CopyIconProps extends Pick<ActionIconProps, 'className' | 'size'> {
  readonly label: string;
  readonly copied: boolean;
  readonly onCopy: () => void;
  readonly tabIndex?: number;
}

/** The small button itself, for what is put on the clipboard in a way of its own. */
export function CopyIcon({ label, copied, onCopy, ...rest }: CopyIconProps) {
  const words = useWords();
  const said = copied ? words.copy.done : label;
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Tooltip label={said}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={said}
        onClick={(event) => {
          event.stopPropagation();
          onCopy();
        }}
        {...rest}
      >
        <Icon size={rest.size === 'xs' ? 14 : 16} />
      </ActionIcon>
    </Tooltip>
  );
}

/** The small button that copies `text` whole. */
export function Copy({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <CopyButton value={text} timeout={COPIED_MS}>
      {({ copied, copy }) => <CopyIcon label={label} copied={copied} onCopy={copy} />}
    </CopyButton>
  );
}

/** A command exactly as it can be pasted, with Copy. */
export function CommandPreview({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className={classes['block']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable text has to be reachable by keyboard */}
      <section className={classes['text']} tabIndex={0} aria-label={label}>
        {text}
      </section>
      <div className={classes['copy']}>
        <Copy text={text} label={label} />
      </div>
    </div>
  );
}
