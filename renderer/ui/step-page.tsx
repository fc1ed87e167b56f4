import { ActionIcon, Title, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useAction, useRead } from '../door/reads.ts';
import classes from './step-page.module.css';
import { useWords } from './words.tsx';

export interface StepPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What is true now: a {@link ToneBadge}, at the right of the title. */
  readonly state?: ReactNode;
  readonly children: ReactNode;
  /** Left: quiet text or secondary buttons; right: the one primary button, last. */
  readonly actions?: ReactNode;
  /** "What happens here": three or four sentences and the command. */
  readonly aside?: ReactNode;
  /** Full width for viewers, dashboards, tables. */
  readonly wide?: boolean;
}

const OpenedAtContext = createContext('');

/** When the page around was opened, as an ISO 8601 instant: what began after it is news. Empty outside of pages. */
export const usePageOpenedAt = (): string => useContext(OpenedAtContext);

/** The frame that every page shares: title and state on top, one column, the primary button at its fixed place. */
export function StepPage({ title, lead, state, children, actions, aside, wide = false }: StepPageProps) {
  const [openedAt] = useState(() => new Date().toISOString());
  return (
    <div className={classes['page']}>
      <section className={classes['main']} aria-label={title}>
        <div className={`${classes['column']} ${wide ? classes['wide'] : ''}`}>
          <header className={classes['head']}>
            <div>
              <Title order={1}>{title}</Title>
              {lead ? <p className={classes['lead']}>{lead}</p> : null}
            </div>
            <div role="status">{state}</div>
          </header>
          <OpenedAtContext value={openedAt}>{children}</OpenedAtContext>
          {actions ? <footer className={classes['actions']}>{actions}</footer> : null}
        </div>
      </section>
      {aside ? <Aside>{aside}</Aside> : null}
    </div>
  );
}

/** The column that explains; folds away and stays folded. */
function Aside({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const folded = useRead('app.preferences', undefined).data?.asideFolded ?? false;
  const set = useAction('app.setPreferences');
  const label = folded ? words.aside.show : words.aside.hide;
  const Icon = folded ? IconLayoutSidebarRightExpand : IconLayoutSidebarRightCollapse;
  const toggle = (
    <Tooltip label={label} position="left">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-expanded={!folded}
        onClick={() => set.mutate({ asideFolded: !folded })}
      >
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  );
  if (folded) return <aside className={`${classes['aside']} ${classes['folded']}`}>{toggle}</aside>;
  return (
    <aside className={classes['aside']} aria-label={words.aside.title}>
      <div className={classes['fold']}>
        <Title order={2}>{words.aside.title}</Title>
        {toggle}
      </div>
      {children}
    </aside>
  );
}

/** A group of things that belong together. */
export function Card({
  title,
  right,
  children,
}: {
  readonly title?: ReactNode;
  readonly right?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes['card']}>
      {title || right ? (
        <div className={classes['cardHead']}>
          <Title order={2}>{title}</Title>
          {right}
        </div>
      ) : null}
      {children}
    </div>
  );
}
