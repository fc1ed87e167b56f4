/** The last part of a folder's path. */
export const nameOfFolder = (folder: string): string => folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
