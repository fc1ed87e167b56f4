import { Link } from 'wouter';
import { paths } from '../deployment/paths.ts';
import { useWords } from '../ui/words.tsx';
import classes from './batch.module.css';

interface ViewTabsProps {
  readonly deploymentId: string;
  readonly batchId: string;
  readonly view: 'documents' | 'compare';
}

/** Documents or comparison, each a place of its own. */
export function ViewTabs({ deploymentId, batchId, view }: ViewTabsProps) {
  const words = useWords().batch.views;
  return (
    <nav aria-label={words.label} className={classes['tabs']}>
      {(['documents', 'compare'] as const).map((name) => (
        <Link
          key={name}
          href={paths.batch(deploymentId, batchId, name)}
          replace
          className={classes['tab'] ?? ''}
          aria-current={view === name ? 'page' : undefined}
        >
          {words[name]}
        </Link>
      ))}
    </nav>
  );
}
