import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { errorCode } from '../files/error-code.ts';

export const APP_SCHEME = 'app';
const APP_HOST = 'drydock';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  '.icc': 'application/vnd.iccprofile',
};

/** Must run before the app is ready: gives our pages an origin of their own. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * What pages may load: our own files and nothing else, so that the window cannot reach a network at all. Mantine writes
 * style elements; they carry the nonce of this very page.
 */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Serves the renderer's files from `folder`; anything outside of it does not exist. `onStyles` is called when a page has got
 * its style sheet, the last file that it needs to be on screen.
 * Each answer carries the policy, also scripts (a worker takes its own from there) and what is not there.
 */
export function serveApp(folder: string, onStyles: () => void): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const nonce = randomBytes(16).toString('base64');
    const headers = {
      'content-security-policy': policy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    };
    const missing = (): Response => new Response(null, { status: 404, headers });
    const url = new URL(request.url);
    if (url.host !== APP_HOST) return missing();
    const relative = url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname.slice(1));
    const path = normalize(join(folder, relative));
    if (!path.startsWith(folder + sep)) return missing();
    const type = TYPES[extname(path)];
    if (type === undefined) return missing();
    try {
      const file = await readFile(path);
      if (path.endsWith('.css')) setImmediate(onStyles);
      const body = path.endsWith('.html') ? file.toString('utf8').replaceAll('__NONCE__', nonce) : new Uint8Array(file);
      return new Response(body, { headers: { ...headers, 'content-type': type } });
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return missing();
      throw error;
    }
  });
}
