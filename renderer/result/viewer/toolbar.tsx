import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconKeyboard,
  IconLayoutSidebar,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../../ui/words.tsx';
import type { Fit } from './layout.ts';
import classes from './viewer.module.css';

/** What can be done to the desk; the same object always. */
export interface DeskActions {
  readonly zoomBy: (by: 'in' | 'out') => void;
  readonly zoomTo: (zoom: number) => void;
  readonly fitTo: (fit: Fit) => void;
  readonly rotate: () => void;
  readonly goToPage: (page: number) => void;
}

interface ToolbarProps {
  readonly desk: DeskActions;
  /** The page that one looks at, by its index. */
  readonly page: number;
  readonly zoom: number;
  readonly pages: number;
  readonly thumbnails: boolean;
  readonly onThumbnails: () => void;
  readonly onHelp: () => void;
}

/** Pages, zoom, turn and keys. */
export const Toolbar = memo(function Toolbar({
  desk,
  page,
  zoom,
  pages,
  thumbnails,
  onThumbnails,
  onHelp,
}: ToolbarProps) {
  const words = useWords().viewer;
  const percent = Math.round(zoom * 100);
  return (
    <div className={classes['toolbar']} role="toolbar" aria-label={words.tools}>
      <div className={classes['tools']}>
        <Tool label={words.thumbnails} onClick={onThumbnails} pressed={thumbnails}>
          <IconLayoutSidebar size={16} />
        </Tool>
        {pages > 1 ? (
          <>
            <Tool label={words.pageBefore} disabled={page === 0} onClick={() => desk.goToPage(page - 1)}>
              <IconChevronLeft size={16} />
            </Tool>
            <PageNumber page={page} pages={pages} onGo={desk.goToPage} />
            <Tool label={words.pageAfter} disabled={page >= pages - 1} onClick={() => desk.goToPage(page + 1)}>
              <IconChevronRight size={16} />
            </Tool>
          </>
        ) : null}
      </div>
      <div className={classes['tools']}>
        <Tool label={words.zoomOut} onClick={() => desk.zoomBy('out')}>
          <IconZoomOut size={16} />
        </Tool>
        <Menu withinPortal position="bottom">
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              className={classes['percent'] ?? ''}
              aria-label={words.zoom(percent)}
            >
              <span className="tabular">{words.percent(percent)}</span>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => desk.fitTo('width')}>{words.fitWidth}</Menu.Item>
            <Menu.Item onClick={() => desk.fitTo('page')}>{words.fitPage}</Menu.Item>
            <Menu.Item onClick={() => desk.zoomTo(1)}>{words.actualSize}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Tool label={words.zoomIn} onClick={() => desk.zoomBy('in')}>
          <IconZoomIn size={16} />
        </Tool>
        <Tool label={words.rotate} onClick={desk.rotate}>
          <IconRotateClockwise size={16} />
        </Tool>
        <Tool label={words.keys} onClick={onHelp}>
          <IconKeyboard size={16} />
        </Tool>
      </div>
    </div>
  );
});

/** The page one looks at; another number goes there. */
function PageNumber({
  page,
  pages,
  onGo,
}: {
  readonly page: number;
  readonly pages: number;
  readonly onGo: (page: number) => void;
}) {
  const words = useWords().viewer;
  const [typed, setTyped] = useState(String(page + 1));
  useEffect(() => setTyped(String(page + 1)), [page]);
  const go = (): void => {
    const number = Number(typed);
    if (Number.isInteger(number) && number >= 1 && number <= pages) onGo(number - 1);
    else setTyped(String(page + 1));
  };
  return (
    <span className={classes['pageNumber']}>
      <TextInput
        size="xs"
        aria-label={words.pageNumber}
        value={typed}
        inputMode="numeric"
        classNames={{ input: classes['pageInput'] ?? '' }}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Enter' && go()}
        onBlur={go}
      />
      <span className="tabular">{words.ofPages(pages)}</span>
    </span>
  );
}

function Tool({
  label,
  pressed,
  disabled = false,
  onClick,
  children,
}: {
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={pressed ? 'light' : 'subtle'}
        color="gray"
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
