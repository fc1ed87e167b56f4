import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Alert } from '#shared/domain/alert.ts';
import type { AlertNames } from '#shared/words/en/alerts.ts';
import type { Refused } from '../door/bridge.ts';
import { useRead } from '../door/reads.ts';

const EVERY_MS = 60_000;

/** The alerts that stand, worst first. */
export const useAlerts = (): UseQueryResult<Alert[], Refused> =>
  useRead('alerts.list', undefined, { everyMs: EVERY_MS });

/** The names that alerts are told with. */
export function useAlertNames(): AlertNames {
  const deployments = useRead('deployments.list', undefined).data;
  const commitments = useRead('commitments.list', undefined).data ?? [];
  const named = useMemo(() => new Map(deployments?.map(({ id, name }) => [id, name])), [deployments]);
  return {
    deployment: (id) => named.get(id) ?? id,
    commitment: (id) => commitments.find((one) => one.id === id)?.name ?? id,
  };
}
