// The package's own types are of the builds that its manifest names; Node loads these by their files.
declare module 'comlink/dist/esm/comlink.mjs' {
  export * from 'comlink';
}
declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { MessagePort, Worker } from 'node:worker_threads';
  import type { Endpoint } from 'comlink';

  // biome-ignore lint/style/noDefaultExport: so the package has it
  export default function nodeEndpoint(port: MessagePort | Worker): Endpoint;
}
