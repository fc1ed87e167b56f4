// For tests and benches that are not about grants: an operator who says yes, and a system without folders of its own.
export const allowing = {
  confirmations: { knowsEngine: () => true, engine: async () => undefined, image: async () => undefined },
  systemFolders: { checkFolder: async () => undefined, checkFile: () => undefined },
  checkMount: async () => undefined,
} as const;
