import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import text from '../../docs/usage-numbers.md?raw';
import { StepPage } from '../ui/step-page.tsx';
import { useWords } from '../ui/words.tsx';
import { Markdown } from './markdown.tsx';
import classes from './numbers-page.module.css';

/** The guide to every number of the usage screens, opened at the one that was asked about. */
export function NumbersPage({ topic }: { readonly topic: string }) {
  const words = useWords().usage.numbers;
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const heading = topic === '' ? null : page.current?.querySelector<HTMLElement>(`#${CSS.escape(topic)}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [topic]);
  return (
    <StepPage
      title={words.title}
      actions={
        <Button variant="default" onClick={() => history.back()}>
          {words.back}
        </Button>
      }
    >
      <div ref={page} className={classes['guide']}>
        <Markdown text={text} />
      </div>
    </StepPage>
  );
}
