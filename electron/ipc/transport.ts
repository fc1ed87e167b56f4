/** Channel names and the message bus of Electron, as little of it as the door needs. */
export const CHANNELS = { call: 'drydock:call', cancel: 'drydock:cancel', push: 'drydock:push' } as const;
