import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { bundleService, filesBelow } from './bundle.mjs';
import { buildImage } from './engine.mjs';
import { referenceOf, standInFeatures, standInImages } from './features.mjs';
import { nodeRuntimeFiles } from './runtime.mjs';

/** @typedef {import('./runtime.mjs').ContextFile} ContextFile */
/** @typedef {import('./features.mjs').StandInFeature} StandInFeature */

const NODE_USER = '1000:1000';

/** Small files that a C library looks for; without the first, names of the hosts file are not found. */
const systemFiles = {
  '/etc/nsswitch.conf': 'hosts: files dns\n',
  '/etc/passwd': 'root:x:0:0:root:/:/sbin/nologin\nservice:x:1000:1000:service:/:/sbin/nologin\n',
  '/etc/group': 'root:x:0:\nservice:x:1000:\n',
};

/**
 * @param {readonly ContextFile[]} files placed below `rootfs/`
 * @param {string} dockerfile
 */
function contextOf(files, dockerfile) {
  const context = pack();
  context.entry({ name: 'Dockerfile' }, dockerfile);
  context.entry({ name: 'rootfs/tmp', type: 'directory', mode: 0o1777 });
  for (const file of files) {
    context.entry({ name: `rootfs${file.path}`, mode: file.mode, mtime: new Date(0) }, file.content);
  }
  context.finalize();
  return Readable.from(context);
}

/** The layer that all six share: Node, its libraries, and the bundled service. */
async function baseFiles() {
  const outDir = await mkdtemp(join(tmpdir(), 'dd-bundle-'));
  try {
    await bundleService(outDir);
    const files = await nodeRuntimeFiles(process.execPath);
    files.push(...(await filesBelow(outDir, '/app')));
    for (const [path, text] of Object.entries(systemFiles)) {
      files.push({ path, content: Buffer.from(text), mode: 0o644 });
    }
    return files;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

/** @param {readonly ContextFile[]} files */
function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.path).update(file.content);
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {StandInFeature} feature
 * @param {string} base
 * @param {string} build
 * @param {string | undefined} user
 */
function featureDockerfile(feature, base, build, user) {
  return [
    `FROM ${base}`,
    'COPY rootfs/ /',
    `EXPOSE ${standInImages[feature].port}`,
    `LABEL org.opencontainers.image.title="Stand-in for ${feature}" \\`,
    '  org.opencontainers.image.description="A rehearsal stand-in. Not the vendor\'s software." \\',
    `  org.opencontainers.image.version="${build}"`,
    ...(user ? [`USER ${user}`] : []),
    'STOPSIGNAL SIGTERM',
    'ENTRYPOINT ["/usr/bin/node", "/app/main.mjs"]',
    '',
  ].join('\n');
}

/**
 * Builds the stand-in's images on an engine (Docker or Podman) from nothing but what is on this machine.
 *
 * One base image holds Node and the service, so the six share its layer; each feature adds a file of a few bytes that
 * says which feature and build it is. Nothing is pushed. Fails with the engine's words if a build fails.
 * @param {object} wanted
 * @param {string} wanted.socketPath the engine's Unix socket
 * @param {string} wanted.registry host and port that the references begin with
 * @param {string} wanted.tag tag of all but Read, which has the vendor's own
 * @param {string} wanted.build the build that licences are tied to
 * @param {readonly StandInFeature[]} [wanted.features] all, if left out
 * @param {string} [wanted.user] user the container runs as, for example `1000:1000`; root, if left out
 * @returns {Promise<Array<{ feature: StandInFeature, reference: string, imageId: string }>>}
 */
export async function buildStandInImages({ socketPath, registry, tag, build, features = standInFeatures, user }) {
  const files = await baseFiles();
  const base = `localhost/rehearsal/base:${digestOf(files)}`;
  await buildImage(socketPath, base, contextOf(files, 'FROM scratch\nCOPY rootfs/ /\n'));
  const built = [];
  for (const feature of features) {
    const reference = referenceOf(registry, feature, tag);
    const identity = Buffer.from(JSON.stringify({ feature, build }));
    const context = contextOf(
      [{ path: '/app/image.json', content: identity, mode: 0o644 }],
      featureDockerfile(feature, base, build, user),
    );
    built.push({ feature, reference, imageId: await buildImage(socketPath, reference, context) });
  }
  return built;
}

export { NODE_USER as nonRootUser };
