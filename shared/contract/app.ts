import { z } from 'zod';
import { Bytes } from '../domain/analysis.ts';
import { Grant, GrantKind } from '../domain/grant.ts';
import { PageChange, Preferences } from '../domain/settings.ts';
import type { Failure } from '../failures/failure.ts';
import { action, query } from './kinds.ts';

export const AppInfo = z.object({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
  homeFolder: z.string(),
});
export type AppInfo = z.infer<typeof AppInfo>;

/** A file or folder as a page gets it when it is dropped. */
export interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

/**
 * What the door makes of a dropped file: its path, as the preload read it. A page can't send one, since what it sends has no
 * class any more on the other side.
 */
export class DroppedPath {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

/** The name that is offered for a new file. Drydock takes a name alone of it, and none that systems hide. */
const FileName = z.string().min(1).max(1000);

/** The window, preferences and the operating system's own dialogs. */
export const app = {
  info: query({ input: z.void(), output: AppInfo }),
  /** Kept files that could not be read and were set aside, to be told once. */
  notices: query({ input: z.void(), output: z.array(z.custom<Failure>((value) => typeof value === 'object')) }),
  preferences: query({ input: z.void(), output: Preferences }),
  setPreferences: action({ input: PageChange, output: Preferences, touches: ['app'] }),
  /** Null when the operator closed the dialog. */
  chooseFolder: action({
    input: z.object({
      title: z.string(),
      startAt: z.string().nullable(),
      kind: GrantKind.extract(['read-folder', 'use-folder']),
    }),
    output: Grant.nullable(),
    touches: [],
  }),
  chooseFile: action({
    input: z.object({ title: z.string(), extensions: z.array(z.string()) }),
    output: Grant.nullable(),
    touches: [],
  }),
  /**
   * A path that was typed: the operator is asked in a dialog of the system, unless it was given before. Fails with
   * `grant.not-given`.
   */
  confirmPath: action({
    input: z.object({ path: z.string(), kind: GrantKind.exclude(['write-file-once']) }),
    output: Grant,
    touches: ['license'],
  }),
  /** What was dropped on the window, to be read, and whether it is a folder. */
  dropped: action({
    input: z.custom<DroppedFile | DroppedPath>((value) => value instanceof DroppedPath, 'not a dropped file'),
    output: z.object({ grant: Grant, folder: z.boolean() }),
    touches: [],
  }),
  /** Asks where a new file should be written, for work that writes it later; null when the operator closed the dialog. */
  chooseNewFile: action({
    input: z.object({ title: z.string(), fileName: FileName }),
    output: Grant.nullable(),
    touches: [],
  }),
  /** Asks where, then writes the text there; null when the operator closed the dialog, else the path. */
  saveText: action({
    input: z.object({ title: z.string(), fileName: FileName, text: z.string() }),
    output: z.string().nullable(),
    touches: [],
  }),
  /** The same for what is no text. */
  saveBytes: action({
    input: z.object({ title: z.string(), fileName: FileName, bytes: Bytes }),
    output: z.string().nullable(),
    touches: [],
  }),
  /** Asks for a folder and writes the files there; a name that is taken gets a number. Null when the operator closed the dialog. */
  saveFiles: action({
    input: z.object({
      title: z.string(),
      files: z.array(z.object({ fileName: FileName, bytes: Bytes })).min(1),
    }),
    output: z.object({ folder: z.string(), count: z.int() }).nullable(),
    touches: [],
  }),
  /** Shows a folder of a deployment in the system's file manager. */
  openFolder: action({ input: z.object({ path: z.string() }), output: z.void(), touches: [] }),
};
