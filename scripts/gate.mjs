// @ts-check
// npm run gate [-- --out FILE]: compiles the gate's program with Debian's musl-gcc.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main, root, run } from './setup/run.mjs';

const folder = join(root, 'electron/gate/program');

await main(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string', default: join(folder, 'gate-linux-amd64') } } });
  const hardened = ['-fstack-protector-strong', '-D_FORTIFY_SOURCE=2', '-Wl,-z,relro', '-Wl,-z,noexecstack'];
  const small = ['-static', '-Os', '-s', '-ffunction-sections', '-fdata-sections', '-Wl,--gc-sections'];
  // Nothing in the program tells when or where it was made.
  const same = ['-Wl,--build-id=none', '-fno-asynchronous-unwind-tables'];
  const strict = ['-std=gnu17', '-Wall', '-Wextra', '-Werror'];
  await run('musl-gcc', [...strict, ...small, ...hardened, ...same, '-o', values.out, 'gate.c'], { cwd: folder });
  return 0;
});
