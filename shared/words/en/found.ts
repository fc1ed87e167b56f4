import type { FoundDeployment } from '../../domain/found.ts';

/** Deployments whose containers are on the engine and that the settings do not have. */
export const found = {
  title: 'Found on this engine',
  lead: 'Containers of deployments that the settings do not have. Taken up, they are shown, watched, stopped and renewed as before; nothing is restarted.',
  none: 'The engine has no containers of a deployment that is not listed.',
  by: {
    own: 'Made by this installation of Drydock',
    other: 'Made by an installation of Drydock that is not known here; a colleague’s, perhaps',
  },
  row: (image: string, port: number | null, running: boolean) =>
    `${image}${port === null ? '' : ` at port ${port}`}, ${running ? 'running' : 'not running'}`,
  containers: (names: readonly string[]) => `Containers: ${names.join(', ')}`,
  folders: (paths: readonly string[]) => `Folders: ${paths.join(', ')}`,
  guessed: (what: readonly FoundDeployment['proposed'][number][]) =>
    `Not known, so taken as Drydock proposes it: ${what.map((one) => guesses[one]).join(', ')}. Look at it under “Run” afterwards.`,
  name: 'Name',
  port: 'Port',
  takeUp: 'Take up',
  takeUpOf: (id: string) => `Take up ${id}`,
  notNow: 'Not now',
} as const;

const guesses = {
  port: 'the port',
  restart: 'when the engine starts it again',
  image: 'where the image comes from',
  limits: 'CPUs and memory',
  folders: 'folders',
  'container-port': 'the port inside the container',
} as const;
