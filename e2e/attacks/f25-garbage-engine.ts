import { createServer } from 'node:http';
import { type Attack, brokenBy } from './attack.ts';
import type { Field } from './field.ts';

const PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';
const GARBAGE = '\u0001\u0002 garbage [{"Id":';
/** What an operator should never see on a page: markup, a trace, a parser's words. */
const RAW = /<h1>|<html|\n\s+at \S+ \(|is not valid JSON|is not a function|invalid_type|ZodError/i;
const SHOWN_WITHIN_MS = 1_500;
const CALLS = ['engine.search', 'engine.check', 'images.list', 'deployments.world'] as const;

/** An engine that is found, and then answers every call with a page or with garbage. */
export const garbageEngine: Attack = {
  id: 'F25',
  what: 'the page shows a stack trace or a raw page where an engine answers nonsense',
  quick: true,
  async play(field) {
    const engine = await nonsense(field);
    const app = await field.start({ env: { DOCKER_HOST: engine.host } });
    const deployment = await app.define();
    const found: string[] = [];
    for (const [what, status, body] of [
      ['a page', 200, PAGE],
      ['a page as a refusal', 502, PAGE],
      ['garbage', 200, GARBAGE],
    ] as const) {
      engine.say(status, body);
      const images = deployment.parts.map(({ image, reference }) => ({ image, reference }));
      const codes = [
        (await app.run('images.pull', { deploymentId: deployment.id, images }, 20_000)).state.failure?.code,
        (await app.run('deployments.start', { id: deployment.id }, 20_000)).state.failure?.code,
      ];
      for (const path of CALLS) {
        const answer = await app.ask(path, path === 'deployments.world' ? { id: deployment.id } : undefined);
        if (!answer.ok) codes.push(answer.failure.code);
      }
      for (const code of codes) if (code === 'unexpected') found.push(`${what}: a failure that nobody foresaw`);
      for (const link of [/^Host/, /^Tasks/, /^Pull|^Images/]) {
        const to = app.page.getByRole('link', { name: link }).first();
        if (!(await to.isVisible())) continue;
        await to.click();
        const raw = app.page.getByText(RAW).first();
        const shown = await raw.waitFor({ timeout: SHOWN_WITHIN_MS }).then(
          () => true,
          () => false,
        );
        if (shown) found.push(`${what}: the page shows “${(await raw.textContent())?.slice(0, 60)}”`);
      }
    }
    return brokenBy([...new Set(found)], `${engine.asked()} calls were answered with nonsense; each is told in words`);
  },
};

/** Listens on 127.0.0.1; answers as an engine to who looks for one, and to all else what it was told to say. */
async function nonsense(field: Field) {
  let [status, body] = [200, '{}'];
  let asked = 0;
  const server = createServer((request, answer) => {
    request.resume();
    if (/\/_ping$|\/version$/.test(request.url ?? ''))
      return answer.end('{"Version":"20.10.24","ApiVersion":"1.41","Components":[{"Name":"Engine"}]}');
    asked += 1;
    answer.statusCode = status;
    return answer.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  field.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the listener has no port');
  return {
    host: `tcp://127.0.0.1:${at.port}`,
    asked: () => asked,
    say(nextStatus: number, text: string): void {
      [status, body] = [nextStatus, text];
    },
  };
}
