import { describe, expect, it } from 'vitest';
import { infoOf } from './engine-info.ts';

const docker = { ApiVersion: '1.41', Components: [{ Name: 'Engine' }] };
const podman = { ApiVersion: '1.41', Components: [{ Name: 'Podman Engine' }] };

/** Members of `/info` as the engines of Debian 12 gave them on a machine with control groups of version 1. */
const seen = {
  'Docker 20.10, as root': [
    docker,
    {
      CgroupDriver: 'cgroupfs',
      CgroupVersion: '1',
      MemoryLimit: true,
      CpuCfsQuota: true,
      SecurityOptions: ['name=seccomp,profile=default'],
    },
    { rootless: false, held: true },
  ],
  'Docker 20.10, without root': [
    docker,
    {
      CgroupDriver: 'none',
      CgroupVersion: '1',
      MemoryLimit: false,
      CpuCfsQuota: false,
      SecurityOptions: ['name=seccomp,profile=default', 'name=rootless'],
    },
    { rootless: true, held: false },
  ],
  'Podman 4.3, as root': [
    podman,
    {
      CgroupDriver: 'cgroupfs',
      CgroupVersion: '1',
      MemoryLimit: true,
      CpuCfsQuota: true,
      SecurityOptions: ['name=seccomp,profile=default'],
      Rootless: false,
    },
    { rootless: false, held: true },
  ],
  // It claims limits that it ignores, and names no rootless option.
  'Podman 4.3, without root': [
    podman,
    {
      CgroupDriver: 'cgroupfs',
      CgroupVersion: '1',
      MemoryLimit: true,
      CpuCfsQuota: true,
      SecurityOptions: ['name=seccomp,profile=default'],
      Rootless: true,
    },
    { rootless: true, held: false },
  ],
  'Podman without root, control groups of version 2': [
    podman,
    { CgroupDriver: 'systemd', CgroupVersion: '2', MemoryLimit: true, CpuCfsQuota: true, Rootless: true },
    { rootless: true, held: true },
  ],
} as const;

describe('what an engine says of itself', () => {
  it.each(Object.entries(seen))('tells whether limits hold: %s', (_name, [version, info, { rootless, held }]) => {
    const said = infoOf('unix:///run/engine.sock', '1.41', version, {
      ...info,
      SecurityOptions: 'SecurityOptions' in info ? [...info.SecurityOptions] : null,
    });
    expect(said).toMatchObject({ rootless, supportsMemoryLimit: held, supportsCpuLimit: held });
  });
});
