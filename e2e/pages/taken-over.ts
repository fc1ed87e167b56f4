import { expect, type Page } from '@playwright/test';
import type { OperationPath, Path } from '#shared/contract/index.ts';
import type { Answer, Bridge, OperationSnapshot } from '#shared/contract/messages.ts';

type Drydock = { readonly drydock: Bridge };

/** Asks the main side as a page that was taken over does: past the page's own code, with whatever it likes, without a click. */
export const ask = (page: Page, path: Path, input?: unknown): Promise<Answer> =>
  page.evaluate(
    (call) =>
      (window as unknown as Drydock).drydock.call({ world: 'real', path: call.path, input: call.input ?? undefined }),
    { path, input },
  );

/** The code of the failure that a call is answered with; null where it is answered. */
export async function refusalOf(page: Page, path: Path, input?: unknown): Promise<string | null> {
  const answer = await ask(page, path, input);
  return answer.ok ? null : answer.failure.code;
}

/** What a call answers; fails where it is refused. */
export async function get<T>(page: Page, path: Path, input?: unknown): Promise<T> {
  const answer = await ask(page, path, input);
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(answer.failure)}`);
  return answer.value as T;
}

/** Starts an operation and waits for its end: the code of its failure, or how it ended. */
export async function endOf(page: Page, path: OperationPath, input: unknown): Promise<string> {
  const answer = await ask(page, path, input);
  if (!answer.ok) return answer.failure.code;
  const { operationId } = answer.value as { operationId: string };
  const state = async (): Promise<OperationSnapshot['state'] | undefined> =>
    (await get<OperationSnapshot[]>(page, 'tasks.list')).find(({ id }) => id === operationId)?.state;
  await expect.poll(async () => (await state())?.name, { timeout: 120_000 }).not.toBe('running');
  const end = await state();
  return end?.name === 'failed' ? end.failure.code : (end?.name ?? 'gone');
}
