import { Button, Menu } from '@mantine/core';
import {
  IconBraces,
  IconChevronDown,
  IconDownload,
  IconFileSearch,
  IconFileText,
  IconFileTypeCsv,
  IconFileTypeXls,
  IconTable,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../../../ui/words.tsx';
import type { ResultView } from '../../model/view.ts';
import classes from './save.module.css';
import type { Saves } from './use-saves.ts';

interface SaveMenuProps {
  readonly view: ResultView;
  /** Index of the page that is shown. */
  readonly page: number;
  /** Whether the document itself is here to be drawn. */
  readonly canDraw: boolean;
  readonly saves: Saves;
}

const SIZE = 16;

/** Everything that can be made of an answer, as files. */
export function SaveMenu({ view, page, canDraw, saves }: SaveMenuProps) {
  const words = useWords().results;
  const hasText = view.lines.count > 0;
  const items: readonly (readonly [icon: ReactNode, label: string, onClick: () => void, enabled: boolean])[] = [
    [<IconFileTypeXls key="xls" size={SIZE} />, words.saves.workbook, saves.saveWorkbook, true],
    [
      <IconFileTypeCsv key="csv" size={SIZE} />,
      words.saves.fields,
      saves.saveFields,
      view.documents.length + view.pairs.length > 0,
    ],
    [
      <IconTable key="tables" size={SIZE} />,
      words.saves.tables(view.tables.length),
      saves.saveTables,
      view.tables.length > 0,
    ],
    [
      <IconFileText key="report" size={SIZE} />,
      words.saves.report(view.pages[page]?.number ?? 1),
      saves.saveReport,
      view.pages.length > 0,
    ],
    [<IconFileSearch key="pdf" size={SIZE} />, words.saves.searchable, saves.saveSearchable, canDraw && hasText],
    [<IconBraces key="json" size={SIZE} />, words.saves.json, saves.saveJson, true],
  ];
  return (
    <Menu position="bottom-end" withinPortal shadow="md">
      <Menu.Target>
        <Button
          className={classes['button'] ?? ''}
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          disabled={saves.state.name === 'working'}
        >
          {words.save}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(([icon, label, onClick, enabled]) => (
          <Menu.Item key={label} leftSection={icon} disabled={!enabled} onClick={onClick}>
            {label}
          </Menu.Item>
        ))}
        {canDraw ? null : <Menu.Label>{words.needsDocument}</Menu.Label>}
        {hasText ? null : <Menu.Label>{words.needsText}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
