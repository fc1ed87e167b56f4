import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../files/errors.ts';
import type { Feature } from '../settings/image-identity.ts';
import { type DocumentType, documentTypes, isAnyBinary, mediaType, sniffType } from './document-type.ts';
import { badArgument, Refusal } from './refusal.ts';

/** 50 MB. Vendor contract 6.1. */
export const LARGEST_DOCUMENT_BYTES = 50 * 1024 ** 2;
/** Vendor contract 6.1. */
const LONGEST_SOURCE = 2048;
const FETCH_MS = 10_000;

const Source = z.union([z.object({ source: z.string() }), z.object({ url: z.string() })]);

export interface SubmittedDocument {
  readonly bytes: Uint8Array;
  readonly type: DocumentType;
}

export interface DocumentSource {
  readonly feature: Feature;
  readonly inputMount: string | null;
}

export function tooLarge(): Refusal {
  return new Refusal(413, 'InvalidImageSize', 'The document is larger than 50 MB.');
}

async function readLocal(path: string, { feature, inputMount }: DocumentSource): Promise<Uint8Array> {
  const inside = inputMount !== null && isAbsolute(path) && !relative(inputMount, resolve(path)).startsWith('..');
  if (feature !== 'layout' || inputMount === null || !inside) {
    throw badArgument('The source must be an address, or for layout an absolute path below the input mount.');
  }
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw badArgument(`The source cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

async function download(url: string): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw new Refusal(400, 'FailedToDownloadImage', 'Failed to download image from input URL.', { cause: error });
  }
}

async function bytesOfSource(body: Uint8Array, wanted: DocumentSource): Promise<Uint8Array> {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(body).toString());
  } catch (error) {
    throw badArgument(null, { cause: error });
  }
  const parsed = Source.safeParse(content);
  if (!parsed.success) throw badArgument();
  const source = 'source' in parsed.data ? parsed.data.source : parsed.data.url;
  if (source.length > LONGEST_SOURCE) throw badArgument('The source is longer than 2048 characters.');
  return /^https?:\/\//i.test(source) && URL.canParse(source) ? download(source) : readLocal(source, wanted);
}

/**
 * The document that a request carries or points to. Fails with a `Refusal`: empty, too large, a type the service does
 * not take, or bytes that are not what the header says.
 */
export async function documentIn(
  body: Uint8Array | null,
  contentType: string | undefined,
  wanted: DocumentSource,
): Promise<SubmittedDocument> {
  if (body === null) throw tooLarge();
  const declared = mediaType(contentType);
  const isSource = declared === 'application/json';
  const known = documentTypes.some((type) => type === declared);
  if (!isSource && !known && !isAnyBinary(declared, wanted.feature)) {
    throw new Refusal(415, 'UnsupportedMediaType', `The content type '${declared}' is not supported.`);
  }
  if (body.length === 0) throw badArgument('The document is empty.');
  const bytes = isSource ? await bytesOfSource(body, wanted) : body;
  if (bytes.length > LARGEST_DOCUMENT_BYTES) throw tooLarge();
  const type = sniffType(bytes);
  if (type === null) throw badArgument();
  if (known && type !== declared) throw badArgument(`The content type says '${declared}', the document is '${type}'.`);
  return { bytes, type };
}
