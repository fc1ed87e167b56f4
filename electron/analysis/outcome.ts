import type { LedgerEntry } from '#shared/domain/history.ts';
import { Foreseen } from '#shared/failures/failure.ts';

/**
 * How an analysis ended that the service had already taken, when `error` broke it off: `failed` where the service itself
 * said that it did, else `unknown`, because it may have gone on and counted the pages.
 */
export function outcomeOf(error: unknown): Exclude<LedgerEntry['outcome'], 'succeeded'> {
  if (!(error instanceof Foreseen)) return 'unknown';
  if (error.code === 'document.password-protected' || error.code === 'run.helper-missing') return 'failed';
  // 404: the service does not know the job any more, as after a restart; what became of it is not known either.
  return error.code === 'service.failed' && Reflect.get(error.facts, 'serviceCode') !== '404' ? 'failed' : 'unknown';
}
