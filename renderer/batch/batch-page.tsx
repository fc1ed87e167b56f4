import { DIFFERENCE, DOCUMENT, fromPath } from '../deployment/paths.ts';
import { BatchView } from './batch-view.tsx';
import { StartPage } from './start/start-page.tsx';

interface BatchPageProps {
  readonly deploymentId: string;
  /** Null: no batch is open, one can be begun. */
  readonly batchId: string | null;
  readonly view: string | null;
  readonly item: string | null;
  readonly at: string | null;
}

/** A folder of documents: begun, watched, looked through, compared. */
export function BatchPage({ deploymentId, batchId, view, item, at }: BatchPageProps) {
  if (batchId === null) return <StartPage deploymentId={deploymentId} />;
  const [part = '', ...id] = fromPath(item ?? '').split('/');
  const opened = item !== null && (view === DOCUMENT || view === DIFFERENCE);
  const shown = opened ? 'document' : view === 'compare' ? 'compare' : 'documents';
  return (
    <BatchView
      deploymentId={deploymentId}
      batchId={batchId}
      view={shown}
      open={opened ? { itemId: id.join('/'), part: Number(part) } : null}
      at={at === null ? null : fromPath(at)}
      fromCompare={view === DIFFERENCE}
    />
  );
}
