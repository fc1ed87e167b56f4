import { Button } from '@mantine/core';
import { useState } from 'react';
import { LogView } from './log-view.tsx';

interface LogFoldProps {
  /** What the log is called, the words for none, and those of the button. */
  readonly words: { readonly log: string; readonly noLog: string; readonly showLog: string; readonly hideLog: string };
  readonly lines: readonly string[];
  readonly openAtFirst: boolean;
}

/** A task's log that can be folded away. */
export function LogFold({ words, lines, openAtFirst }: LogFoldProps) {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        mt={8}
        ml={-10}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? words.hideLog : words.showLog}
      </Button>
      {open ? <LogView label={words.log} text={lines.join('\n')} empty={words.noLog} /> : null}
    </>
  );
}
