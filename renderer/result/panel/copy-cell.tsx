import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWords } from '../../ui/words.tsx';
import classes from './fields.module.css';

/** Copies a value without picking the row that it is in. Plain, because a list draws dozens with every turn of the wheel. */
export function CopyCell({ text, label }: { readonly text: string; readonly label: string }) {
  const words = useWords();
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const said = copied ? words.copy.done : label;
  return (
    <button
      type="button"
      className={classes['copy']}
      aria-label={said}
      title={said}
      onClick={(event) => {
        event.stopPropagation();
        copy(text);
      }}
    >
      {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
    </button>
  );
}
