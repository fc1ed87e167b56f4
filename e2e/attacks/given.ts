import type { Taken } from './field.ts';

/** A file or folder as the operator gives it to the page; in builds that know no grants, its path. */
export async function given(app: Taken, kind: 'read-file' | 'read-folder', path: string): Promise<unknown> {
  await app.dialogs.answer('yes');
  const answer = await app.ask('app.confirmPath', { path, kind });
  return answer.ok ? answer.value : path;
}

/**
 * Ways of a page to name a path that nobody gave it: the path alone, as builds took it that know no grants; a grant that it makes up;
 * and the id of one that it was given for a use of another kind. After this the operator says no to everything.
 */
export async function notGiven(app: Taken, path: string, other: 'read-file' | 'read-folder'): Promise<unknown[]> {
  const { id = path } = (await given(app, other, path)) as { readonly id?: string };
  await app.dialogs.answer('no');
  return [path, { id: path, path }, { id, path }];
}
