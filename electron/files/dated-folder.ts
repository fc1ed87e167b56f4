const DATED = /-\d{4}-\d{2}-\d{2}(?:-\d{1,3})?$/;

/** The folder's name without the day that a renewal gave it: `/a/licence-2026-11-24` and `/a/licence` have one root. */
export const rootOf = (folder: string): string => folder.replace(/[/\\]+$/, '').replace(DATED, '');

/** Where the files of a renewal go: beside the folder that is in use, named by the renewal. */
export const datedFolder = (folder: string, set: string): string => `${rootOf(folder)}-${set}`;
