import { request } from 'node:http';

/**
 * One call to the engine's API over its Unix socket.
 * @param {string} socketPath
 * @param {{ method: string, path: string, body?: import('node:stream').Readable, contentType?: string }} call
 * @returns {Promise<{ status: number, text: string }>}
 */
export function callEngine(socketPath, { method, path, body, contentType }) {
  return new Promise((resolve, reject) => {
    const headers = contentType ? { 'content-type': contentType } : {};
    const call = request({ socketPath, method, path, headers }, (answer) => {
      /** @type {Buffer[]} */
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject);
    if (!body) {
      call.end();
      return;
    }
    body.on('error', (error) => call.destroy(error));
    body.pipe(call);
  });
}

/**
 * The error in a build's answer, which comes as lines of JSON with status 200 even when the build failed; null where
 * there is none.
 * @param {string} text
 * @returns {string | null}
 */
export function buildErrorIn(text) {
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const message = JSON.parse(line);
    if (typeof message.error === 'string') return message.error;
  }
  return null;
}

/**
 * Builds an image from a tar stream and gives its id.
 * @param {string} socketPath
 * @param {string} reference
 * @param {import('node:stream').Readable} context
 * @returns {Promise<string>}
 */
export async function buildImage(socketPath, reference, context) {
  const query = new URLSearchParams({ t: reference, rm: '1', forcerm: '1' });
  const path = `/build?${query}`;
  const built = await callEngine(socketPath, { method: 'POST', path, body: context, contentType: 'application/x-tar' });
  const problem = built.status === 200 ? buildErrorIn(built.text) : built.text;
  if (problem !== null) throw new Error(`The engine could not build ${reference}: ${problem.trim()}`);
  const inspected = await callEngine(socketPath, { method: 'GET', path: `/images/${reference}/json` });
  if (inspected.status !== 200)
    throw new Error(`The engine built ${reference} but does not list it: ${inspected.text}`);
  return JSON.parse(inspected.text).Id;
}
