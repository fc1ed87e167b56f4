import type { Taken } from './field.ts';

/** A file or folder as the operator gives it to the page; in builds that know no grants, its path. */
export async function given(app: Taken, kind: 'read-file' | 'read-folder', path: string): Promise<unknown> {
  await app.dialogs.answer('yes');
  const answer = await app.ask('app.confirmPath', { path, kind });
  return answer.ok ? answer.value : path;
}
