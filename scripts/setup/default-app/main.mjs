// @ts-check
// What `electron FOLDER` does in the official runtime: names the app after the folder's manifest and loads it.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

Object.assign(process, { defaultApp: true });
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
// Electron has these three for its own default app; its types leave them out.
const named = /** @type {any} */ (app);
named.setAppPath(folder);
named.setName(manifest.productName ?? manifest.name);
if (manifest.version) named.setVersion(manifest.version);
await import(pathToFileURL(join(folder, manifest.main)).href);
