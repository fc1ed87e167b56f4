import { renameSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';

/** Drydock's own log: for whoever looks for the cause of a failure, never a place for what the operator has to know. */
export interface Log {
  readonly file: string;
  /** What happened, in one line. */
  readonly info: (room: string, text: string) => void;
  readonly warn: (room: string, text: string) => void;
  /** A failure that nobody waited for, or that was answered: with its stack. */
  readonly failed: (room: string, error: unknown) => void;
}

export interface LogOptions {
  readonly folder: string;
  /** Takes secrets out of every line. */
  readonly redact: (text: string) => string;
  /** Also says it on the console of the process. */
  readonly console?: boolean;
  /** The file is put aside when it is larger; one older file is kept beside it. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 2 ** 20;
/** One failure may hold no more than this: an engine can answer with a whole page. */
const MAX_TEXT = 8000;

/**
 * Opens `drydock.log` in `folder`. Bounded: two files of about `maxBytes` at most. A log that cannot be written is reported on
 * the console and stops nothing.
 */
export function openLog({ folder, redact, console = true, maxBytes = MAX_BYTES }: LogOptions): Log {
  const path = join(folder, 'drydock.log');
  const logger = electronLog.create({ logId: path });
  const { file, console: onConsole } = logger.transports;
  file.resolvePathFn = () => path;
  file.maxSize = maxBytes;
  file.level = 'info';
  file.format = '{iso} {level} {text}';
  file.archiveLogFn = () => renameSync(path, join(folder, 'drydock.old.log'));
  onConsole.level = console ? 'warn' : false;
  onConsole.format = '{text}';
  const line = (room: string, text: string): string => redact(`${room}: ${text}`).slice(0, MAX_TEXT);
  return {
    file: path,
    info: (room, text) => logger.info(line(room, text)),
    warn: (room, text) => logger.warn(line(room, text)),
    failed: (room, error) => logger.error(line(room, inFull(error))),
  };
}

/** The error with its stack, and what caused it. */
function inFull(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const detail = 'detail' in error && typeof error.detail === 'string' ? `\n${error.detail}` : '';
  const cause = error.cause === undefined ? '' : `\ncaused by ${inFull(error.cause)}`;
  return `${error.stack ?? error.message}${detail}${cause}`;
}
