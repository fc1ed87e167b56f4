import type { Alert } from '../../domain/alert.ts';
import type { Commitment } from '../../domain/commitment.ts';
import { assertNever } from '../../failures/failure.ts';

/** Where what an alert tells can be mended. */
export type AlertPlace =
  | { readonly page: 'run' | 'usage' | 'renewal'; readonly deploymentId: string }
  | { readonly page: 'host' | 'alerts' };

/** The page that mends what an alert tells. */
export function placeOf(alert: Alert, commitments: readonly Commitment[]): AlertPlace {
  switch (alert.kind) {
    case 'not-serving':
      return alert.why === 'engine' ? { page: 'host' } : { page: 'run', deploymentId: alert.deploymentId };
    case 'licence-ending':
    case 'licence-ended':
      return { page: 'renewal', deploymentId: alert.deploymentId };
    case 'readings-missing':
    case 'meter-dropped':
      return { page: 'usage', deploymentId: alert.deploymentId };
    case 'folder-filling':
      return { page: 'run', deploymentId: alert.deploymentId };
    case 'commitment-forecast':
    case 'commitment-used-up':
    case 'commitment-ending': {
      const deploymentId = commitments.find(({ id }) => id === alert.commitmentId)?.deploymentIds[0];
      return deploymentId === undefined ? { page: 'alerts' } : { page: 'usage', deploymentId };
    }
    case 'clock-jumped':
      return { page: 'host' };
    default:
      return assertNever(alert);
  }
}

/** The place as an address in the window. */
export const addressOf = (place: AlertPlace): string =>
  'deploymentId' in place ? `/d/${place.deploymentId}/${place.page}` : `/${place.page}`;
