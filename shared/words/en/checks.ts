import type { CheckId } from '../../domain/engine.ts';
import type { CheckFacts, Verdict } from '../../rules/checks.ts';
import { formatBytes, formatCount, formatMemory } from '../../rules/format.ts';
import { limitsNotHeld } from './names.ts';

type CheckWords = {
  readonly [I in CheckId]: {
    readonly name: string;
    readonly verdicts: {
      readonly [V in Verdict<I>]: (facts: CheckFacts[I]) => { readonly said: string; readonly next: string | null };
    };
  };
};

const notLooked = () => ({ said: 'Checked once an engine answers.', next: null });
const memoryOf = (bytes: number | null): string => (bytes === null ? 'an unknown amount' : formatMemory(bytes));

/** The checks of the Connect page and what each may find. */
export const checks: CheckWords = {
  engine: {
    name: 'Container engine',
    verdicts: {
      answers: ({ product, version, place }) => ({
        said: `${product === 'podman' ? 'Podman' : product === 'docker' ? 'Docker' : product === 'rehearsal' ? 'The rehearsal' : 'An engine'} ${version} answers at ${place}.`,
        next: null,
      }),
      'not-found': ({ tried }) => ({
        said: `None was found in the ${formatCount(tried)} places looked at.`,
        next: 'Install Docker or Podman on this computer, or enter the address of an engine below.',
      }),
      'permission-denied': ({ place }) => ({
        said: `One is there, but your account may not use ${place}.`,
        next: 'Have an administrator add your account to the docker group, sign out and in again, then check again.',
      }),
      'not-running': ({ place }) => ({
        said: `Docker is installed but not running: nothing listens at ${place}.`,
        next: 'Start it (on Linux: sudo systemctl start docker), then check again.',
      }),
      'not-confirmed': ({ place }) => ({
        said: `${place} was entered as an engine’s address and never confirmed, so Drydock does not use it.`,
        next: 'If you know this engine, press “Confirm…” in the list of places. If not, press “Search again”.',
      }),
      'no-answer': ({ place }) => ({
        said: `What is at ${place} does not answer as an engine.`,
        next: 'Check that it runs and that the address is right, then check again.',
      }),
    },
  },
  'engine-api': {
    name: 'Engine version',
    verdicts: {
      'new-enough': ({ apiVersion }) => ({ said: `Speaks API ${apiVersion}, which is new enough.`, next: null }),
      'too-old': ({ apiVersion }) => ({
        said: `Speaks API ${apiVersion}, which is too old.`,
        next: 'Have the engine updated to Docker 19.03, Podman 4 or newer.',
      }),
      unknown: notLooked,
    },
  },
  'engine-place': {
    name: 'Where the engine runs',
    verdicts: {
      here: () => ({ said: 'On this computer.', next: null }),
      elsewhere: ({ host }) => ({
        said: `On another computer (${host}).`,
        next: 'Licence and output folders are folders of that computer. Run Drydock there if you can.',
      }),
      unknown: notLooked,
    },
  },
  containers: {
    name: 'Linux containers',
    verdicts: {
      linux: () => ({ said: 'The engine runs Linux containers.', next: null }),
      other: ({ osType }) => ({
        said: `The engine runs ${osType} containers; these images are made for Linux.`,
        next: 'Switch Docker Desktop to Linux containers, then check again.',
      }),
      unknown: notLooked,
    },
  },
  architecture: {
    name: 'Processor type',
    verdicts: {
      x64: () => ({ said: 'x64, as the images need.', next: null }),
      other: ({ architecture }) => ({
        said: `${architecture}; the images are made for x64 only.`,
        next: 'Use another computer.',
      }),
      unknown: notLooked,
    },
  },
  avx2: {
    name: 'AVX2 instructions',
    verdicts: {
      present: () => ({ said: 'The processor has them.', next: null }),
      missing: () => ({
        said: 'The processor lacks them.',
        next: 'Layout and Invoice can run. Receipt, Business card and ID document need Read, which needs AVX2.',
      }),
      unknown: () => ({
        said: 'Whether the processor has them could not be looked at.',
        next: 'Read needs them, and so do Receipt, Business card and ID document.',
      }),
    },
  },
  cpus: {
    name: 'CPUs',
    verdicts: {
      enough: ({ cpus }) => ({ said: `${cpus}; the largest container asks for 8.`, next: null }),
      fewer: ({ cpus }) => ({
        said: `${cpus}; the largest container asks for 8.`,
        next: 'The containers run with fewer, but slower than the vendor recommends.',
      }),
      unknown: notLooked,
    },
  },
  memory: {
    name: 'Memory',
    verdicts: {
      enough: ({ totalBytes, freeBytes }) => ({
        said: `${memoryOf(totalBytes)}${freeBytes === null ? '' : `, ${memoryOf(freeBytes)} of it free`}.`,
        next: null,
      }),
      tight: ({ totalBytes, freeBytes }) => ({
        said: `${memoryOf(totalBytes)}${freeBytes === null ? '' : `, ${memoryOf(freeBytes)} of it free`}; Layout and Read ask for 16 GB each.`,
        next: 'Close other programs, or give the engine more memory. A container that runs out of it is stopped.',
      }),
      little: ({ totalBytes }) => ({
        said: `Only ${memoryOf(totalBytes)}.`,
        next: 'No deployment fits. Give the engine more memory or use another computer.',
      }),
      unknown: notLooked,
    },
  },
  disk: {
    name: 'Disk space for images',
    verdicts: {
      enough: ({ folder, freeBytes }) => ({ said: `${formatBytes(freeBytes ?? 0)} free at ${folder}.`, next: null }),
      tight: ({ folder, freeBytes }) => ({
        said: `${formatBytes(freeBytes ?? 0)} free at ${folder}.`,
        next: 'One deployment fits. Free some space before you pull a second one.',
      }),
      little: ({ folder, freeBytes }) => ({
        said: `Only ${formatBytes(freeBytes ?? 0)} free at ${folder}.`,
        next: 'Free at least 30 GB before you pull.',
      }),
      unknown: () => ({
        said: 'The engine’s disk cannot be looked at from here.',
        next: 'Have about 30 GB free there for one deployment.',
      }),
    },
  },
  limits: {
    name: 'CPU and memory limits',
    verdicts: {
      both: () => ({ said: 'The engine can limit both.', next: null }),
      missing: ({ cpus, memory }) => ({
        said: `The engine does not hold limits of ${limitsNotHeld(cpus === true, memory === true)}.`,
        next: 'Containers may take all there is, whatever they are given. A rootless engine needs control groups of version 2; otherwise see the kernel’s settings.',
      }),
      unknown: notLooked,
    },
  },
  storage: {
    name: 'Image storage',
    verdicts: {
      good: ({ driver }) => ({ said: `Kept by ${driver}.`, next: null }),
      slow: ({ driver }) => ({
        said: `Kept by ${driver}, which is slow and takes much space.`,
        next: 'Have the engine set up with overlay2 if the file system allows it.',
      }),
      unknown: notLooked,
    },
  },
  network: {
    name: 'Private networks',
    verdicts: {
      works: () => ({ said: 'The engine manages them.', next: null }),
      fails: ({ reason }) => ({
        said: `The engine does not tell its networks: ${reason}`,
        next: 'Restart the engine, then check again.',
      }),
      unknown: notLooked,
    },
  },
  loopback: {
    name: 'Ports on this computer',
    verdicts: {
      free: () => ({ said: 'Ports can be opened on 127.0.0.1.', next: null }),
      refused: ({ reason }) => ({
        said: `No port can be opened on 127.0.0.1: ${reason}`,
        next: 'A security program may forbid it. Ask your administrator.',
      }),
    },
  },
  keychain: {
    name: 'Keychain',
    verdicts: {
      takes: () => ({ said: 'The system’s keychain keeps the endpoint and key.', next: null }),
      none: () => ({
        said: 'No keychain is available.',
        next: 'The key can be kept for this session only. On Linux, GNOME Keyring or KWallet gives you a keychain.',
      }),
    },
  },
  'data-folder': {
    name: 'Drydock’s own folder',
    verdicts: {
      writable: ({ folder }) => ({ said: `${folder} can be written.`, next: null }),
      'not-writable': ({ folder, reason }) => ({
        said: `${folder} cannot be written: ${reason}`,
        next: 'Correct its permissions or free some space; settings would be lost.',
      }),
    },
  },
  clock: {
    name: 'Clock',
    verdicts: {
      agrees: () => ({ said: 'Engine and computer agree on the time.', next: null }),
      differs: ({ seconds }) => ({
        said: `The engine’s clock is ${Math.abs(seconds ?? 0)} s ${(seconds ?? 0) > 0 ? 'ahead' : 'behind'}.`,
        next: 'Set both clocks: licences end by them.',
      }),
      implausible: ({ year }) => ({
        said: `The clock says ${year}.`,
        next: 'Set it: a licence is refused outside its term.',
      }),
      unknown: notLooked,
    },
  },
};
