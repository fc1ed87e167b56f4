import { stringify } from 'yaml';
import type { Deployment } from '#shared/domain/deployment.ts';
import { HARDENED, NO_HOST_ADDRESS, NO_MASQUERADE } from '../docker/hardening.ts';
import type { ContainerSpec } from '../docker/types.ts';
import { type Plan, planOf } from './plan.ts';

/** The offline run as `docker` commands and as a Compose file: made of the plan that the start carries out. */
export function commandsOf(deployment: Deployment): { readonly run: string; readonly compose: string } {
  const plan = planOf(deployment);
  return { run: runLines(plan), compose: composeFile(plan) };
}

function runLines({ network, gate, containers }: Plan): string {
  const create = [network, gate.network].map((one) =>
    line('docker', 'network', 'create', ...networkOptions(one), one.name),
  );
  const publish = [
    runLine(gate.spec, ['create']),
    line('docker', 'network', 'connect', network.name, gate.spec.name),
    line('docker', 'start', gate.spec.name),
  ];
  return [...create, publish.join('\n'), ...containers.map(({ spec }) => runLine(spec, ['run', '--detach']))].join(
    '\n\n',
  );
}

const line = (...words: readonly string[]): string => words.map(quote).join(' ');

/** As the engine's client makes it. */
const networkOptions = ({ sealed }: Plan['network']): readonly string[] =>
  sealed ? ['--internal', ...options(NO_HOST_ADDRESS)] : options(NO_MASQUERADE);
const options = (of: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(of).flatMap(([name, value]) => ['--opt', `${name}=${value}`]);

function runLine(spec: ContainerSpec, verb: readonly string[]): string {
  const options: (readonly string[])[] = [
    ['--name', spec.name],
    ['--cap-drop', ...HARDENED.CapDrop, '--security-opt', ...HARDENED.SecurityOpt],
    ['--pids-limit', String(HARDENED.PidsLimit)],
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
  return [`docker ${verb.join(' ')}`, ...options.map((words) => words.map(quote).join(' '))].join(' \\\n  ');
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

function composeFile({ network, gate, containers }: Plan): string {
  const onSealed = (image: string, spec: ContainerSpec) => ({
    [network.name]: { aliases: [spec.network?.alias ?? image] },
  });
  const services = {
    gate: { ...service(gate.spec), networks: { [gate.network.name]: {}, [network.name]: {} } },
    ...Object.fromEntries(
      containers.map(({ image, spec }) => [image, { ...service(spec), networks: onSealed(image, spec) }]),
    ),
  };
  const networks = Object.fromEntries([network, gate.network].map((one) => [one.name, composeNetwork(one)]));
  // Compose reads $ as the start of a variable.
  return stringify({ services, networks }, { lineWidth: 0 }).replaceAll('$', '$$$$');
}

const composeNetwork = ({ name, sealed }: Plan['network']) => ({
  name,
  ...(sealed ? { internal: true } : {}),
  driver_opts: sealed ? NO_HOST_ADDRESS : NO_MASQUERADE,
});

const service = (spec: ContainerSpec) => ({
  container_name: spec.name,
  image: spec.image,
  command: [...spec.args],
  cap_drop: HARDENED.CapDrop,
  security_opt: HARDENED.SecurityOpt,
  pids_limit: HARDENED.PidsLimit,
  ...(spec.ports.length > 0 ? { ports: spec.ports.map(publish) } : {}),
  ...(spec.mounts.length > 0
    ? {
        volumes: spec.mounts.map(({ hostPath, containerPath }) => ({
          type: 'bind',
          source: hostPath,
          target: containerPath,
        })),
      }
    : {}),
  ...(spec.cpus === null ? {} : { cpus: spec.cpus }),
  ...(spec.memoryBytes === null ? {} : { mem_limit: spec.memoryBytes }),
  restart: spec.restart,
  ...(spec.dns ? { dns: [...spec.dns] } : {}),
});
