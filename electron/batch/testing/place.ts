// For tests: a folder and a fake service for each test of a file, taken away behind it.
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type FakeOptions, type FakeService, startFakeService } from './fake-service.ts';
import { openFolder, openRoom, type RoomOptions } from './room.ts';

type Folder = Awaited<ReturnType<typeof openFolder>>;

/** Called at the top of a test file. */
export function placeForEach() {
  let folder: Folder | null = null;
  let service: FakeService | null = null;
  beforeEach(async () => {
    folder = await openFolder();
  });
  afterEach(async () => {
    await service?.close();
    service = null;
    await folder?.remove();
  });
  const here = (): Folder => {
    if (folder === null) throw new Error('no test is running');
    return folder;
  };
  return {
    get root(): string {
      return here().root;
    },
    get folder(): string {
      return here().folder;
    },
    get service(): FakeService | null {
      return service;
    },
    fill: (...documents: readonly string[]): Promise<void> => here().fill(...documents),
    async serve(options: FakeOptions = {}): Promise<FakeService> {
      service = await startFakeService(options);
      return service;
    },
    /** Ends the service; rooms find none until there is another. */
    async end(): Promise<void> {
      const ending = service;
      service = null;
      await ending?.close();
    },
    room: (options: Partial<RoomOptions> = {}) =>
      openRoom({ root: here().root, port: () => service?.port ?? null, ...options }),
    results: (): string => join(here().folder, 'drydock-results-invoice'),
  };
}

/** Names of so many documents, in order. */
export const names = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${String(at).padStart(4, '0')}.pdf`);
