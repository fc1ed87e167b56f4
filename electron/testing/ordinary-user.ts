import { chmod, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The account that tests of an ordinary user run as: it owns nothing on this computer. */
const ORDINARY = 31_337;

/**
 * Goes on in this process as an ordinary user who may use the engine: one in the group of its socket. Returns the way
 * back. As such a user already it changes nothing.
 */
export async function asOrdinaryUser(engine: string): Promise<() => void> {
  if (process.geteuid?.() !== 0) return () => undefined;
  const socket = engine.replace(/^unix:\/\//, '');
  await chmod(socket, 0o660);
  // The world's folder is its starter's alone; through it leads the way to the socket.
  for (let folder = dirname(socket); folder.startsWith('/tmp/'); folder = dirname(folder)) await chmod(folder, 0o711);
  const { gid } = await stat(socket);
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([gid]);
  process.setegid?.(ORDINARY);
  process.seteuid?.(ORDINARY);
  return () => {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  };
}
