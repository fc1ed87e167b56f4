import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick. */
const TICK_NANOSECONDS = 10_000_000;
const PAGE_BYTES = 4096;

export interface Measure {
  readonly cpuNanoseconds: number;
  readonly memoryBytes: number;
}

/** What a process has used and holds; zeros where the system does not tell, or it has ended. */
export function measure(pid: number | undefined): Measure {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return { cpuNanoseconds: ticks * TICK_NANOSECONDS, memoryBytes: pages * PAGE_BYTES };
  } catch {
    return { cpuNanoseconds: 0, memoryBytes: 0 };
  }
}
