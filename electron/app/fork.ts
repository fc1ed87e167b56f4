import { utilityProcess } from 'electron';
import type { Fork } from '../stand-in/fork.ts';

/** Starts a file of ours in a process of this very runtime, which ends with the app. It needs no Node on the computer. */
export const forkProcess: Fork = (file, args, { name, env, cwd }) =>
  utilityProcess.fork(file, [...args], { serviceName: name, env: { ...env }, stdio: 'pipe', ...(cwd ? { cwd } : {}) });
