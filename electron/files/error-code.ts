/** The system's own code of an error, such as `ENOENT`; null where it has none. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && error.code !== undefined ? String(error.code) : null;
}

/** Whether there is no room: the disk is full, or this account's share of it. */
export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(errorCode(error) ?? '');
