import { randomUUID } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import type { Grant, GrantKind } from '#shared/domain/grant.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import type { Ask } from './ask.ts';
import type { SystemFolders } from './system-folders.ts';

/** More than a session ever gives; the oldest goes first. */
const MOST = 2000;

interface Held {
  readonly kind: GrantKind;
  readonly path: string;
}

export type Grants = ReturnType<typeof createGrants>;

/**
 * The paths that the operator gave outside the page, by a dialog of the system or a drop. The page names them by their ids;
 * the path behind an id is known here alone. They end with the app.
 */
export function createGrants({
  systemFolders,
  ask,
}: {
  readonly systemFolders: SystemFolders;
  readonly ask: Pick<Ask, 'path'>;
}) {
  const held = new Map<string, Held>();

  async function check(kind: GrantKind, path: string): Promise<void> {
    if (!isAbsolute(path)) throw new Foreseen('folder.not-absolute', { path });
    if (kind === 'use-folder') await systemFolders.checkFolder(path);
    if (kind === 'write-file-once') systemFolders.checkFile(path);
  }
  function keep(kind: GrantKind, path: string): Grant {
    const id = randomUUID();
    held.set(id, { kind, path });
    for (const old of [...held.keys()].slice(0, Math.max(0, held.size - MOST))) held.delete(old);
    return { id, path };
  }
  /** Fails with `grant.unknown` for an id that was never given, is used up, or was given for something else. */
  function pathOf(kind: GrantKind, { id }: Grant): string {
    const found = held.get(id);
    if (found?.kind !== kind) throw new Foreseen('grant.unknown', {});
    return found.path;
  }
  const holds = (kind: GrantKind, path: string): Grant | null => {
    const found = [...held].find(([, one]) => one.kind === kind && resolve(one.path) === resolve(path));
    return found ? { id: found[0], path: found[1].path } : null;
  };

  return {
    /** Gives a path that the operator chose in a dialog of the system or dropped. Fails with `folder.*`. */
    async issue(kind: GrantKind, path: string): Promise<Grant> {
      await check(kind, path);
      return keep(kind, path);
    },
    /**
     * Gives a path that was typed in the page, once the operator has confirmed it; one that was given before is not asked for
     * again. Fails with `grant.not-given`, `grant.already-asking`, `folder.*`.
     */
    async confirm(kind: Exclude<GrantKind, 'write-file-once'>, path: string): Promise<Grant> {
      await check(kind, path);
      const given = holds(kind, path);
      if (given) return given;
      if (!(await ask.path(path, kind))) throw new Foreseen('grant.not-given', { path });
      return keep(kind, path);
    },
    pathOf,
    /** The path of a grant that can be used once; from here on it is used up. Fails with `grant.unknown`, `folder.*`. */
    takeOnce(grant: Grant): string {
      const path = pathOf('write-file-once', grant);
      held.delete(grant.id);
      systemFolders.checkFile(path);
      return path;
    },
    holds: (kind: GrantKind, path: string): boolean => holds(kind, path) !== null,
  };
}
