// @ts-check
// node scripts/world/make-images.mjs FOLDER, in a world with engine and registry: see `makeImages`.
import { makeImages } from './images.mjs';

await makeImages(process.argv[2] ?? '');
