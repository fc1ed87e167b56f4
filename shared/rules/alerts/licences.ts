import type { Alert } from '../../domain/alert.ts';
import { daysLeft, dueThreshold } from '../licence.ts';
import type { DeploymentFacts } from './facts.ts';

/**
 * Licences of a deployment that end within sixty days or have ended. Those of a feature and its helpers are renewed together,
 * so they are shown together, by the first end, and anew at each of its thresholds.
 */
export function licenceAlerts({ deployment, parts }: DeploymentFacts, now: Date): readonly Alert[] {
  const due = parts
    .flatMap(({ part: { image }, licence: { endsAt } }) => {
      const threshold = dueThreshold(endsAt, now);
      return endsAt === null || threshold === null ? [] : [{ image, endsAt, threshold }];
    })
    .toSorted((a, b) => Date.parse(a.endsAt) - Date.parse(b.endsAt));
  const ended = due.filter(({ threshold }) => threshold === 0);
  const ending = due.filter(({ threshold }) => threshold !== 0);
  const { id: deploymentId } = deployment;
  const alerts: Alert[] = [];
  if (ended[0]) {
    const { endsAt } = ended[0];
    const id = `licence-ended ${deploymentId} ${endsAt}`;
    alerts.push({
      kind: 'licence-ended',
      id,
      since: endsAt,
      deploymentId,
      images: ended.map(({ image }) => image),
      endsAt,
    });
  }
  if (ending[0]) {
    const { endsAt, threshold } = ending[0];
    const id = `licence-ending ${deploymentId} ${endsAt} ${threshold}`;
    const left = { daysLeft: daysLeft(endsAt, now) ?? 0, endsAt };
    alerts.push({
      kind: 'licence-ending',
      id,
      since: null,
      deploymentId,
      images: ending.map(({ image }) => image),
      ...left,
    });
  }
  return alerts;
}
