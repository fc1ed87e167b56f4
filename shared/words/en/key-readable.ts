export const keyReadable = {
  title: 'Who could read the key',
  process: (time: string) =>
    `Every account on the engine’s computer, for ${time}: the key is in the command line of the licence container’s process.`,
  engine: (time: string) =>
    `Accounts that may use the engine (the docker group), for ${time}: docker inspect shows the container’s arguments.`,
  database:
    'Administrators, for longer: the container is removed, but the engine’s own database may hold the bytes until it writes over them.',
  files: (names: string) => `Whoever gets these licence files: the key is in ${names}.`,
  regenerate:
    'The licences do not need the key any more. To make it worthless, open the resource in the Azure portal, choose Keys and Endpoint, and regenerate the key that was used (Regenerate Key1 or Key2). Other programs that use it need the new one.',
} as const;
