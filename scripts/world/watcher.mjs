// @ts-check
// Waits until the process that started a world has gone (its end of standard input closes), then removes the world.
import { removeWorld } from './world.mjs';

const dir = process.argv[2] ?? '';
process.stdin.on('end', () => removeWorld(dir));
process.stdin.resume();
