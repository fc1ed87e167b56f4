import { Link } from 'wouter';
import { useWords } from '../ui/words.tsx';
import classes from './analyse-way.module.css';
import { paths } from './paths.ts';

interface AnalyseWayProps {
  readonly deploymentId: string;
  readonly way: 'one' | 'folder';
}

/** The two ways to analyse: one document, or a whole folder. */
export function AnalyseWay({ deploymentId, way }: AnalyseWayProps) {
  const words = useWords().batch.ways;
  const ways = [
    { name: 'one', to: paths.step(deploymentId, 'analyse'), label: words.one },
    { name: 'folder', to: paths.batches(deploymentId), label: words.folder },
  ] as const;
  return (
    <nav aria-label={words.label} className={classes['ways']}>
      {ways.map(({ name, to, label }) => (
        <Link key={name} href={to} className={classes['way'] ?? ''} aria-current={name === way ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
