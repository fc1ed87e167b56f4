import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import classes from './split.module.css';

interface SplitProps {
  /** What the bar between the two sets, for those who do not see it. */
  readonly label: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
}

/** In percent of the whole: each side keeps what it needs to be of use. */
const LEAST_LEFT = 30;
const LEAST_RIGHT = 25;
const LEFT_AT_FIRST = 54;

/** Each side scrolls what it has by itself. */
const PANE = { overflow: 'hidden' };

/** Two parts side by side with a bar between them that is dragged or moved with the arrow keys. The window remembers where it was left. */
export function Split({ label, left, right }: SplitProps) {
  const layout = useDefaultLayout({ id: 'result', panelIds: ['left', 'right'], onlySaveAfterUserInteractions: true });
  return (
    <Group {...layout} className={classes['split']} orientation="horizontal">
      <Panel id="left" style={PANE} defaultSize={`${LEFT_AT_FIRST}%`} minSize={`${LEAST_LEFT}%`}>
        {left}
      </Panel>
      <Separator className={classes['bar']} aria-label={label} />
      <Panel id="right" style={PANE} minSize={`${LEAST_RIGHT}%`}>
        {right}
      </Panel>
    </Group>
  );
}
