/** Questions in dialogs of the system, outside the page: what may be used, and who may be given a key. */
export const ask = {
  no: 'Cancel',
  path: {
    'read-file': { message: 'Read this file?', yes: 'Read it' },
    'read-folder': { message: 'Read the files in this folder?', yes: 'Read them' },
    'write-file-once': { message: 'Write this file?', yes: 'Write it' },
    'use-folder': { message: 'Give containers this folder?', yes: 'Give it' },
  },
  pathDetail: (path: string) =>
    `${path}\n\nThis path was typed in Drydock’s window. If you did not type it, press Cancel.`,
  engine: { message: 'Use this container engine?', yes: 'Use it' },
  engineDetail: (host: string) =>
    `${host}\n\nWhoever runs an engine can read the keys and passwords that it is given. If you do not know this address, press Cancel.`,
  proxy: { message: 'Send licence downloads through this proxy?', yes: 'Use it' },
  proxyDetail: (address: string) =>
    `${address}\n\nThe licence container, which has the key of your Azure resource, connects through it. Whoever runs the proxy sees where it connects to, and the login that is entered for the proxy. If you do not know this address, press Cancel.`,
  image: { message: 'Give this image the key of your Azure resource?', yes: 'Give it the key' },
  imageDetail: (reference: string, digest: string) =>
    `${reference}\n${digest}\n\nDrydock cannot tell that it is Microsoft’s: it did not come from Microsoft’s own registry. Whoever made the image can read the key. If you do not know where it comes from, press Cancel.`,
  containers: { message: 'Take up containers that another Drydock made?', yes: 'Take them up' },
  containersDetail: (containers: string, folders: string) =>
    `${containers}\n\nTheir folders:\n${folders}\n\nThey were made by an installation of Drydock that is not known here. If this computer’s Drydock lost its data, they are yours. If they may be a colleague’s, press Cancel: Drydock could stop and remove them afterwards.`,
} as const;
