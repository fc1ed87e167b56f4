import { z } from 'zod';
import type { EngineInfo } from '#shared/domain/engine.ts';
import { judge } from '#shared/rules/checks.ts';
import type { EngineVersion } from './probe.ts';

/** The part of `/info` that is read; engines leave members out. */
export const Info = z.looseObject({
  NCPU: z.number().nullish(),
  MemTotal: z.number().nullish(),
  OperatingSystem: z.string().nullish(),
  OSType: z.string().nullish(),
  Architecture: z.string().nullish(),
  KernelVersion: z.string().nullish(),
  Driver: z.string().nullish(),
  DockerRootDir: z.string().nullish(),
  MemoryLimit: z.boolean().nullish(),
  CpuCfsQuota: z.boolean().nullish(),
  CgroupDriver: z.string().nullish(),
  CgroupVersion: z.string().nullish(),
  SystemTime: z.string().nullish(),
  SecurityOptions: z.array(z.string()).nullish(),
  Rootless: z.boolean().nullish(),
  Labels: z.array(z.string()).nullish(),
});

export type Info = z.infer<typeof Info>;

/** How the rehearsal engine says what it is. */
const REHEARSAL = 'io.rehearsal.engine=true';

export const isPodman = ({ Components }: EngineVersion): boolean =>
  (Components ?? []).some(({ Name }) => /podman/i.test(Name));

/** Docker has it among the security options; Podman has a member of its own, which is all that 4.3 says. */
const isRootless = ({ Rootless, SecurityOptions }: Info): boolean =>
  Rootless ?? (SecurityOptions ?? []).some((option) => option.includes('rootless'));

/**
 * Whether containers have control groups of their own, which hold their limits and measure them. An ordinary user may not make
 * groups of version 1; Podman says so in its log alone, and Docker then measures whatever group it is in itself.
 */
export const hasGroups = (info: Info): boolean =>
  info.CgroupDriver !== 'none' && !(isRootless(info) && info.CgroupVersion === '1');

/** Whether the host labels its files (SELinux). */
export const isLabelled = ({ SecurityOptions }: Info): boolean =>
  (SecurityOptions ?? []).some((option) => /^name=selinux(?:,|$)|^selinux$/.test(option));

/** What an engine is and can, by its answers to `/version` and `/info`. */
export function infoOf(host: string, apiVersion: string, version: EngineVersion, info: Info): EngineInfo {
  const components = (version.Components ?? []).map(({ Name }) => Name);
  const rehearsal = (info.Labels ?? []).includes(REHEARSAL);
  const product = rehearsal
    ? 'rehearsal'
    : isPodman(version)
      ? 'podman'
      : components.some((name) => /^Engine$|docker/i.test(name))
        ? 'docker'
        : 'other';
  const groups = hasGroups(info);
  return {
    product,
    version: version.Version ?? '',
    apiVersion,
    host,
    onThisComputer: judge['engine-place']({ host }) === 'here',
    rootless: isRootless(info),
    operatingSystem: info.OperatingSystem ?? '',
    osType: info.OSType ?? version.Os ?? '',
    architecture: info.Architecture ?? version.Arch ?? '',
    kernel: info.KernelVersion ?? version.KernelVersion ?? '',
    cpus: info.NCPU ?? 0,
    memoryBytes: info.MemTotal ?? 0,
    storageDriver: info.Driver ?? '',
    dataFolder: info.DockerRootDir ?? '',
    supportsMemoryLimit: groups && (info.MemoryLimit ?? true),
    supportsCpuLimit: groups && (info.CpuCfsQuota ?? true),
    clockAt: info.SystemTime ?? null,
  };
}
