// @ts-check
// The few calls of the engine's API that the test world needs, over its socket.
import { request } from 'node:http';

/**
 * One call to the engine; the answer's text. Fails where the status is 400 or more, with the engine's own message.
 * @param {string} socketPath
 * @param {string} method
 * @param {string} path
 * @param {{ headers?: Record<string, string>, timeoutMs?: number }} [options]
 * @returns {Promise<string>}
 */
export function callEngine(socketPath, method, path, { headers = {}, timeoutMs = 120_000 } = {}) {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method, path, headers, timeout: timeoutMs }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        if (status < 400) resolve(text);
        else reject(new Error(`${method} ${path}: ${status} ${text.trim()}`));
      });
    });
    call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer for ${timeoutMs} ms`)));
    call.on('error', reject);
    call.end();
  });
}

/**
 * Pushes one tagged image to its registry; fails with the engine's error line.
 * @param {string} socketPath
 * @param {string} reference  such as `127.0.0.1:5000/some/image:latest`
 */
export async function pushImage(socketPath, reference) {
  const colon = reference.lastIndexOf(':');
  const name = reference.slice(0, colon);
  const tag = reference.slice(colon + 1);
  const headers = { 'X-Registry-Auth': Buffer.from('{}').toString('base64') };
  const lines = await callEngine(socketPath, 'POST', `/images/${name}/push?tag=${encodeURIComponent(tag)}`, {
    headers,
    timeoutMs: 600_000,
  });
  // The engine answers 200 and puts a failure into the stream: {"errorDetail":{"message":"…"},"error":"…"}
  const failed = lines.split('\n').find((line) => line.includes('"errorDetail"'));
  if (failed) throw new Error(`push of ${reference}: ${failed.trim()}`);
}
