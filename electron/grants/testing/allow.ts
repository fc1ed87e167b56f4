// For tests and benches that are not about grants: an operator who says yes, and a system without folders of its own.
import type { Grant, GrantKind } from '#shared/domain/grant.ts';
import { createGrants } from '../grants.ts';

const systemFolders = { checkFolder: async () => undefined, checkFile: () => undefined } as const;

export const allowing = {
  confirmations: {
    knowsEngine: () => true,
    engine: async () => undefined,
    image: async () => undefined,
    proxy: async () => undefined,
  },
  systemFolders,
  checkMount: async () => undefined,
} as const;

/** Real grants, and how a dialog of the system gives one. */
export function openGrants() {
  const grants = createGrants({ systemFolders, ask: { path: async () => true } });
  return { grants, give: (kind: GrantKind, path: string): Promise<Grant> => grants.issue(kind, path) };
}
