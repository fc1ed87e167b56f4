import type { Alert } from '../../domain/alert.ts';
import { daysLeft, dueThreshold } from '../licence.ts';
import type { DeploymentFacts } from './facts.ts';

/** Licences that end within sixty days or have ended, told anew at each threshold. */
export const licenceAlerts = ({ deployment, parts }: DeploymentFacts, now: Date): readonly Alert[] =>
  parts.flatMap(({ part: { image }, licence: { endsAt } }): readonly Alert[] => {
    const threshold = dueThreshold(endsAt, now);
    if (endsAt === null || threshold === null) return [];
    const of = { deploymentId: deployment.id, image, endsAt, since: null };
    const id = `${deployment.id} ${image} ${endsAt}`;
    if (threshold === 0) return [{ kind: 'licence-ended', id: `licence-ended ${id}`, ...of, since: endsAt }];
    const left = daysLeft(endsAt, now) ?? 0;
    return [{ kind: 'licence-ending', id: `licence-ending ${id} ${threshold}`, ...of, daysLeft: left }];
  });
