import { ActionIcon, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../ui/words.tsx';

interface SaveMenuProps {
  /** What is saved, e.g. a chart's title. */
  readonly title: string;
  readonly onPng: () => void;
  readonly onSvg: () => void;
  readonly onCsv: () => void;
}

/** Saves a chart as a picture, a drawing or its numbers. Made when it is first asked for. */
export function SaveMenu({ title, onPng, onSvg, onCsv }: SaveMenuProps) {
  const words = useWords().chart;
  const [state, setState] = useState<'never' | 'closed' | 'open'>('never');
  const label = words.save(title);
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      {...(state === 'never' ? { 'aria-haspopup': 'menu', onClick: () => setState('open') } : {})}
    >
      <IconDownload size={18} />
    </ActionIcon>
  );
  if (state === 'never') return button;
  return (
    <Menu
      opened={state === 'open'}
      onChange={(open) => setState(open ? 'open' : 'closed')}
      position="bottom-end"
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onPng}>{words.png}</Menu.Item>
        <Menu.Item onClick={onSvg}>{words.svg}</Menu.Item>
        <Menu.Item onClick={onCsv}>{words.csv}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
