import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy.module.css';
import { useWords } from './words.tsx';

/** The small button that copies `text` whole. */
export function Copy({ text, label }: { readonly text: string; readonly label: string }) {
  const words = useWords();
  return (
    <CopyButton value={text} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? words.copy.done : label}>
          <ActionIcon variant="subtle" color="gray" aria-label={copied ? words.copy.done : label} onClick={copy}>
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
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
