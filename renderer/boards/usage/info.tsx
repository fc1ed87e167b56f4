import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { paths } from '../../ui/paths.ts';
import { useWords } from '../../ui/words.tsx';
import classes from './usage-page.module.css';

/** One sentence about a number, and the way to the page that explains them all. */
export function Info({
  name,
  topic,
  children,
}: {
  readonly name: string;
  readonly topic: string;
  readonly children: string;
}) {
  const words = useWords().usage;
  return (
    <Popover width={280} position="bottom" shadow="md" withArrow>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={20} aria-label={words.about(name)}>
          <IconInfoCircle size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm">{children}</Text>
        <Link href={paths.numbers(topic)} className={classes['more'] ?? ''}>
          {words.aboutMore}
        </Link>
      </Popover.Dropdown>
    </Popover>
  );
}
