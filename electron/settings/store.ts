/** What the settings need of a store: a JSON object, written whole or not at all. */
export interface Store {
  /** Where the file lies. */
  readonly path: string;
  read(): unknown;
  write(value: Readonly<Record<string, unknown>>): void;
}

/** Opens `settings.json` in `folder`, which holds JSON or is not there. */
export async function openStore(folder: string): Promise<Store> {
  const { default: ElectronStore } = await import('electron-store');
  const store = new ElectronStore<Record<string, unknown>>({ cwd: folder, name: 'settings' });
  return {
    path: store.path,
    read: () => store.store,
    write: (value) => {
      store.store = { ...value };
    },
  };
}
