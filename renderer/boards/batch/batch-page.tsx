import { fromPath } from '../../ui/paths.ts';
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
  const shown = view === 'compare' || (view === 'document' && item !== null) ? view : 'documents';
  return (
    <BatchView
      deploymentId={deploymentId}
      batchId={batchId}
      view={shown}
      open={shown === 'document' ? { itemId: id.join('/'), part: Number(part) } : null}
      at={at === null ? null : fromPath(at)}
    />
  );
}
