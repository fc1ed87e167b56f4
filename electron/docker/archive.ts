import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { z } from 'zod';
import { engineFailure, partsOf } from './engine-errors.ts';
import type { ContainerFiles } from './types.ts';

const Sized = z.looseObject({ SizeRw: z.number().nullish() });

/** For so long Podman is waited for that has not put a container away which has ended, and so often it is asked. */
const PUT_AWAY_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 100;

const State = z.looseObject({ State: z.looseObject({ Status: z.string().nullish() }).nullish() });

/**
 * Waits until Podman has put away what has ended: it says `stopped` before and `exited` afterwards, and takes the file system
 * from under a reader in between (seen on 5.8: a folder with a file in it is answered without one, or as not there).
 */
async function putAway(docker: Docker, id: string, signal: AbortSignal): Promise<void> {
  for (const until = Date.now() + PUT_AWAY_WITHIN_MS; Date.now() < until; ) {
    const { State: now } = State.parse(await docker.getContainer(id).inspect());
    if (now?.Status !== 'stopped') return;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

/**
 * Files in a container, by the engine's own hand: it reads and writes them whatever their owner and mode, whether or not
 * the container runs, and keeps to the container's own file system whatever links are in it.
 */
export function createContainerFiles(docker: Docker): ContainerFiles {
  return {
    async makeFolder(id, path) {
      const archive = pack();
      // Open to any user: whose the image is, nobody tells (vendor contract 5).
      archive.entry({ name: path.replace(/^\/+/, ''), type: 'directory', mode: 0o777 });
      archive.finalize();
      try {
        await docker.getContainer(id).putArchive(Readable.from(archive), { path: '/' });
      } catch (error) {
        throw engineFailure(error);
      }
    },
    async readFolder(id, path, signal) {
      try {
        await putAway(docker, id, signal);
        const stream: unknown = await docker.getContainer(id).getArchive({ path, abortSignal: signal });
        if (!(stream instanceof Readable)) throw new Error('the engine answered no stream');
        return stream;
      } catch (error) {
        if (partsOf(error).status === 404) return null;
        throw engineFailure(error, signal);
      }
    },
    async writtenBytes(id) {
      const sized: object = { size: true };
      try {
        return Sized.parse(await docker.getContainer(id).inspect(sized)).SizeRw ?? null;
      } catch (error) {
        if (partsOf(error).status === 404) return null;
        throw engineFailure(error);
      }
    },
  };
}
