import type { Deployment } from '#shared/domain/deployment.ts';

/** The pages that the service of a deployment says it has counted: what the vendor bills. */
export async function pagesCounted({ hostPort }: Deployment): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${hostPort}/records/usage-logs/`);
  const { meters } = (await answer.json()) as { readonly meters: readonly { readonly quantity: number }[] };
  return meters.reduce((sum, { quantity }) => sum + quantity, 0);
}
