import { existsSync } from 'node:fs';
import { isAbsolute, posix } from 'node:path';
import { z } from 'zod';
import { Refusal } from './answers.ts';
import type { Container } from './state.ts';

/** A mount as the API's `HostConfig.Mounts` asks for it. */
export const Mount = z.looseObject({
  Type: z.string().nullish(),
  Source: z.string().nullish(),
  Target: z.string().nullish(),
  ReadOnly: z.boolean().nullish(),
});

const KNOWN = ['bind', 'volume', 'tmpfs', 'npipe'];
const MODES = ['', 'ro', 'rw', 'z', 'Z', 'shared', 'slave', 'private', 'rshared', 'rslave', 'rprivate', 'nocopy'];

/**
 * The folders that `Binds` and `Mounts` ask for. Fails in Docker's words on what Docker would refuse, and with 501 on a kind of
 * mount that this engine has not.
 */
export function bindsOf(binds: readonly string[], mounts: readonly z.infer<typeof Mount>[]): Container['binds'] {
  const asked = [...binds.map(bindOf), ...mounts.map(mountOf)];
  const targets = asked.map(({ container }) => posix.join(container, '.'));
  const twice = targets.findIndex((target, at) => targets.indexOf(target) !== at);
  if (twice >= 0) throw new Refusal(400, `Duplicate mount point: ${asked[twice]?.container}`);
  return asked;
}

/** `HOST:CONTAINER[:ro]`; a Windows path has a colon of its own. */
function bindOf(text: string): Container['binds'][number] {
  const match = /^((?:[A-Za-z]:)?[^:]+):([^:]+)(?::([\w,]+))?$/.exec(text);
  if (!match) throw new Refusal(400, `invalid volume specification: '${text}'`);
  const [, host = '', container = '', mode = ''] = match;
  if (!mode.split(',').every((one) => MODES.includes(one))) throw new Refusal(500, `invalid mode: ${mode}`);
  return { host, container, readOnly: mode.split(',').includes('ro'), mode, isMount: false };
}

function mountOf({ Type, Source, Target, ReadOnly }: z.infer<typeof Mount>): Container['binds'][number] {
  const type = Type ?? '';
  const refuse = (why: string): Refusal => new Refusal(400, `invalid mount config for type "${type}": ${why}`);
  if (!KNOWN.includes(type)) throw refuse('mount type unknown');
  if (!Target) throw refuse('field Target must not be empty');
  if (posix.join(Target, '.') === '/') throw refuse("invalid specification: destination can't be '/'");
  if (!posix.isAbsolute(Target)) throw refuse(`invalid mount path: '${Target}' mount path must be absolute`);
  if (type !== 'bind') throw new Refusal(501, `the rehearsal engine does not implement mounts of type "${type}"`);
  if (!Source) throw refuse('field Source must not be empty');
  if (!isAbsolute(Source)) throw refuse(`invalid mount path: '${Source}' mount path must be absolute`);
  if (!existsSync(Source)) throw refuse(`bind source path does not exist: ${Source}`);
  return { host: Source, container: Target, readOnly: ReadOnly ?? false, mode: '', isMount: true };
}

/** The mounts in the shapes of an inspection: as they were asked for, and as they are. */
export function mountsShown(binds: Container['binds']) {
  const [asked, bound] = [binds.filter(({ isMount }) => isMount), binds.filter(({ isMount }) => !isMount)];
  return {
    Binds:
      bound.length === 0
        ? null
        : bound.map(({ host, container, mode }) => `${host}:${container}${mode === '' ? '' : `:${mode}`}`),
    ...(asked.length === 0
      ? {}
      : {
          Mounts: asked.map(({ host, container, readOnly }) => ({
            Type: 'bind',
            Source: host,
            Target: container,
            ...(readOnly ? { ReadOnly: true } : {}),
          })),
        }),
  };
}

/** The mounts of a container as a list or an inspection shows them. */
export const mountPoints = (binds: Container['binds']) =>
  binds.map(({ host, container, readOnly, mode }) => ({
    Type: 'bind',
    Source: host,
    Destination: container,
    Mode: mode,
    RW: !readOnly,
    Propagation: 'rprivate',
  }));
