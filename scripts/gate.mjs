// @ts-check
// npm run gate [-- --out FILE]: compiles the gate's program with Debian's musl-gcc; without --out it also names the image anew.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { main, root, run } from './setup/run.mjs';

const folder = join(root, 'electron/gate/program');

await main(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const out = values.out ?? join(folder, 'gate-linux-amd64');
  const hardened = ['-fstack-protector-strong', '-D_FORTIFY_SOURCE=2', '-Wl,-z,relro', '-Wl,-z,noexecstack'];
  const small = ['-static', '-Os', '-s', '-ffunction-sections', '-fdata-sections', '-Wl,--gc-sections'];
  // Nothing in the program tells when or where it was made.
  const same = ['-Wl,--build-id=none', '-fno-asynchronous-unwind-tables'];
  const strict = ['-std=gnu17', '-Wall', '-Wextra', '-Werror'];
  await run('musl-gcc', [...strict, ...small, ...hardened, ...same, '-o', out, 'gate.c'], { cwd: folder });
  if (values.out === undefined) {
    const named = join(root, 'electron/gate/reference.ts');
    const hash = createHash('sha256').update(readFileSync(out)).digest('hex').slice(0, 12);
    writeFileSync(named, readFileSync(named, 'utf8').replace(/drydock-gate:[0-9a-f]{12}/, `drydock-gate:${hash}`));
  }
  return 0;
});
