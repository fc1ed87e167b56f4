import type Docker from 'dockerode';
import { Foreseen } from '#shared/failures/failure.ts';
import { HARDENED } from './hardening.ts';
import { type Owner, onContainer } from './labels.ts';
import type { ContainerSpec } from './types.ts';

/**
 * Folders of the host. As `Mounts`, since every character is legal there, and in `Binds` a colon ends the path. Podman
 * makes a line of CSV of each mount without quoting it (4.3 to 5.8: "parse error on line 1, column 18: bare \" in
 * non-quoted-field"), so there it is the other way round. Where the host labels its files (SELinux), a folder has to be
 * labelled anew for containers, which `Binds` alone can ask for.
 *
 * Fails with `folder.not-mountable` where neither form can say the name.
 */
function mountsOf(
  { mounts }: ContainerSpec,
  { isPodman, labelled }: Kind,
): Pick<Docker.HostConfig, 'Mounts' | 'Binds'> {
  const asBind = ({ hostPath, containerPath, readOnly }: Mount): string =>
    [hostPath, containerPath, [...(labelled ? ['z'] : []), readOnly ? 'ro' : 'rw'].join(',')].join(':');
  const asMount = ({ hostPath, containerPath, readOnly }: Mount): Docker.MountConfig[number] => ({
    Type: 'bind',
    Source: hostPath,
    Target: containerPath,
    ReadOnly: readOnly,
  });
  for (const { hostPath } of mounts) checkMountable(hostPath, { isPodman, labelled });
  const isBind = ({ hostPath }: Mount): boolean => isBindable(hostPath, { isPodman, labelled });
  return { Binds: mounts.filter(isBind).map(asBind), Mounts: mounts.filter((one) => !isBind(one)).map(asMount) };
}

const isBindable = (hostPath: string, { isPodman, labelled }: Kind): boolean =>
  (isPodman || labelled) && !hostPath.includes(':');

/** Fails with `folder.not-mountable` where an engine of this kind can be told the folder in no form. */
export function checkMountable(hostPath: string, kind: Kind): void {
  if (isBindable(hostPath, kind)) return;
  if (kind.labelled || (kind.isPodman && /[,"\n\r]/.test(hostPath)))
    throw new Foreseen('folder.not-mountable', { path: hostPath });
}

type Mount = ContainerSpec['mounts'][number];

/** What of an engine decides how it is asked. */
interface Kind {
  readonly isPodman: boolean;
  readonly labelled: boolean;
}

/** What the engine is asked to create. Fails with `folder.not-mountable`. */
export function optionsOf(spec: ContainerSpec, owner: Owner, kind: Kind): Docker.ContainerCreateOptions {
  const portKey = (port: number): string => `${port}/tcp`;
  return {
    name: spec.name,
    Image: spec.image,
    Cmd: [...spec.args],
    Labels: onContainer(spec.labels, owner),
    Tty: false,
    ...(spec.heldOpen ? { OpenStdin: true, StdinOnce: true, AttachStdin: true } : {}),
    ...(spec.env ? { Env: [...spec.env] } : {}),
    ExposedPorts: Object.fromEntries(spec.ports.map(({ containerPort }) => [portKey(containerPort), {}])),
    HostConfig: {
      ...mountsOf(spec, kind),
      // Whatever the daemon does by default, its log can be read and takes no more than this. A log that is begun anew
      // while it is followed loses lines, so a licence run stays below it.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '100m' } },
      PortBindings: Object.fromEntries(
        spec.ports.map(({ containerPort, hostAddress, hostPort }) => [
          portKey(containerPort),
          // Said as nothing, since Podman 4.3 does not answer this computer at a port that was opened as 0.0.0.0.
          [
            {
              HostIp: hostAddress === null || hostAddress === '0.0.0.0' ? '' : hostAddress,
              HostPort: hostPort === null ? '' : String(hostPort),
            },
          ],
        ]),
      ),
      RestartPolicy: { Name: spec.restart },
      ...HARDENED,
      ...(spec.cpus === null ? {} : { NanoCpus: Math.round(spec.cpus * 1e9) }),
      ...(spec.memoryBytes === null ? {} : { Memory: spec.memoryBytes }),
      ...(spec.network ? { NetworkMode: spec.network.name } : spec.unconnected ? { NetworkMode: 'none' } : {}),
      ...(spec.endsWith === undefined ? {} : { PidMode: `container:${spec.endsWith}` }),
      ...(spec.dns ? { Dns: [...spec.dns] } : {}),
    },
    ...(spec.network
      ? { NetworkingConfig: { EndpointsConfig: { [spec.network.name]: { Aliases: [spec.network.alias] } } } }
      : {}),
  };
}
