import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** An account that has nothing to do with Drydock or the engine. */
const STRANGER = 65534;
const LOOK_MS = 100;

/** Whether another account of this computer can read the key in the command line of any process. */
export async function strangerReads(key: string): Promise<boolean> {
  // The key comes by a pipe: in the arguments of the one that looks it would be found too.
  const looking = spawn('sh', ['-c', 'grep -slaF -f - /proc/[0-9]*/cmdline'], {
    uid: STRANGER,
    gid: STRANGER,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let found = '';
  looking.stdout.on('data', (piece) => {
    found += String(piece);
  });
  looking.stdin.end(`${key}\n`);
  await once(looking, 'close');
  return found !== '';
}

/** For how long a stranger reads the key, from the first to the last time that it was seen; ends when `over` does. */
export function watchStranger(key: string): { stop(): Promise<number> } {
  let watching = true;
  let first: number | null = null;
  let last = 0;
  const run = async (): Promise<void> => {
    while (watching) {
      const at = performance.now();
      if (await strangerReads(key)) {
        first ??= at;
        last = performance.now();
      }
      await sleep(LOOK_MS);
    }
  };
  const watched = run();
  return {
    async stop() {
      watching = false;
      await watched;
      return first === null ? 0 : last - first;
    },
  };
}
