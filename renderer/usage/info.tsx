import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { paths } from '../deployment/paths.ts';
import { useWords } from '../ui/words.tsx';
import classes from './usage-page.module.css';

interface InfoProps {
  readonly name: string;
  /** The heading of the guide to the numbers that tells more. */
  readonly topic: string;
  readonly children: string;
}

/** One sentence about a number, and the way to the page that explains them all. Made when it is first asked for. */
export function Info({ name, topic, children }: InfoProps) {
  const words = useWords().usage;
  const [state, setState] = useState<'never' | 'closed' | 'open'>('never');
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={20}
      aria-label={words.about(name)}
      onClick={() => setState(state === 'open' ? 'closed' : 'open')}
    >
      <IconInfoCircle size={15} />
    </ActionIcon>
  );
  if (state === 'never') return button;
  return (
    <Popover
      opened={state === 'open'}
      onChange={(open) => setState(open ? 'open' : 'closed')}
      width={280}
      position="bottom"
      shadow="md"
      withArrow
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown aria-label={words.about(name)}>
        <Text size="sm">{children}</Text>
        <Link href={paths.numbers(topic)} className={classes['more'] ?? ''}>
          {words.aboutMore}
        </Link>
      </Popover.Dropdown>
    </Popover>
  );
}
