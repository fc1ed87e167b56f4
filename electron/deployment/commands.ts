import { stringify } from 'yaml';
import type { Deployment } from '#shared/domain/deployment.ts';
import type { ContainerSpec } from '../docker/types.ts';
import { type Plan, planOf } from './plan.ts';

/** The range that the preview names; the start takes the first free one. */
const SUBNET = '172.28.0.0/24';
const DEAD_GATEWAY = '172.28.0.254';

/** The offline run as `docker` commands and as a Compose file: made of the plan that the start carries out. */
export function commandsOf(deployment: Deployment): { readonly run: string; readonly compose: string } {
  const plan = planOf(deployment);
  return { run: runLines(plan), compose: composeFile(plan) };
}

function runLines({ network, containers }: Plan): string {
  const seal = network.sealed ? ['--subnet', SUBNET, '--aux-address', `DefaultGatewayIPv4=${DEAD_GATEWAY}`] : [];
  const create = ['docker', 'network', 'create', ...seal, network.name].map(quote).join(' ');
  return [create, ...containers.map(({ spec }) => runLine(spec))].join('\n\n');
}

function runLine(spec: ContainerSpec): string {
  const options: (readonly string[])[] = [
    ['--detach', '--name', spec.name],
    ...(spec.network ? [['--network', spec.network.name, '--network-alias', spec.network.alias]] : []),
    ...(spec.dns ?? []).map((server) => ['--dns', server]),
    ...spec.ports.map((port) => ['--publish', publish(port)]),
    ...(spec.cpus === null ? [] : [['--cpus', String(spec.cpus)]]),
    ...(spec.memoryBytes === null ? [] : [['--memory', String(spec.memoryBytes)]]),
    ['--restart', spec.restart],
    ...spec.mounts.map((mount) => ['--mount', mountOf(mount)]),
    [spec.image],
    ...spec.args.map((arg) => [arg]),
  ];
  return ['docker run', ...options.map((words) => words.map(quote).join(' '))].join(' \\\n  ');
}

const publish = ({ hostAddress, hostPort, containerPort }: ContainerSpec['ports'][number]): string =>
  [...(hostAddress === null ? [] : [hostAddress]), hostPort ?? '', containerPort].join(':');

/** A folder as `--mount` takes it: one line of CSV, so that a comma, a quote or a colon is no more than a letter. */
const mountOf = ({ hostPath, containerPath, readOnly }: ContainerSpec['mounts'][number]): string =>
  ['type=bind', `source=${hostPath}`, `target=${containerPath}`, ...(readOnly ? ['readonly'] : [])]
    .map((field) => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');

/** Quotes a word for a POSIX shell, where it needs it. */
export const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

function composeFile({ network, containers }: Plan): string {
  const services = Object.fromEntries(
    containers.map(({ image, spec }) => [
      image,
      {
        container_name: spec.name,
        image: spec.image,
        command: [...spec.args],
        ports: spec.ports.map(publish),
        volumes: spec.mounts.map(({ hostPath, containerPath }) => ({
          type: 'bind',
          source: hostPath,
          target: containerPath,
        })),
        ...(spec.cpus === null ? {} : { cpus: spec.cpus }),
        ...(spec.memoryBytes === null ? {} : { mem_limit: spec.memoryBytes }),
        restart: spec.restart,
        ...(spec.dns ? { dns: [...spec.dns] } : {}),
        networks: { [network.name]: { aliases: [image] } },
      },
    ]),
  );
  const seal = { config: [{ subnet: SUBNET, aux_addresses: { DefaultGatewayIPv4: DEAD_GATEWAY } }] };
  const networks = { [network.name]: { name: network.name, ...(network.sealed ? { ipam: seal } : {}) } };
  // Compose reads $ as the start of a variable.
  return stringify({ services, networks }, { lineWidth: 0 }).replaceAll('$', '$$$$');
}
