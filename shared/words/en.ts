import { acceptance } from './en/acceptance.ts';
import { alerts } from './en/alerts.ts';
import { analyse } from './en/analyse.ts';
import { ask } from './en/ask.ts';
import { batch } from './en/batch.ts';
import { chart } from './en/chart.ts';
import { checks } from './en/checks.ts';
import { commitmentRules } from './en/commitment.ts';
import { compare } from './en/compare.ts';
import { create, host, settings, welcome } from './en/connect.ts';
import { copies } from './en/copies.ts';
import { evidence } from './en/evidence.ts';
import { exporting } from './en/exporting.ts';
import { failures } from './en/failures.ts';
import { found } from './en/found.ts';
import {
  aside,
  closing,
  crashed,
  failure,
  frame,
  guide,
  licence,
  phaseStates,
  phases,
  serving,
  start,
  stepStates,
  steps,
} from './en/frame.ts';
import { interrupted } from './en/interrupted.ts';
import { keyReadable } from './en/key-readable.ts';
import { license } from './en/license.ts';
import { images, resources } from './en/names.ts';
import { proxy } from './en/proxy.ts';
import { keeping, pull, transfer } from './en/pull.ts';
import { clock, renewal } from './en/renewal.ts';
import { results } from './en/results.ts';
import { run } from './en/run.ts';
import { tasks } from './en/tasks.ts';
import { usage } from './en/usage.ts';
import { commitment } from './en/usage-commitment.ts';
import { viewer } from './en/viewer.ts';

/**
 * Every word that a person reads, in English: one file for each part of the app. Another language is one more folder of this
 * shape (`Words`), named in `languages.ts`.
 */
export const en = {
  language: 'English',
  loading: 'Reading…',
  readAgain: 'Read again',
  choose: 'Choose…',
  cancel: 'Cancel',
  close: 'Close',
  copy: { done: 'Copied' },
  products: { docker: 'Docker', podman: 'Podman', rehearsal: 'Rehearsal', other: 'Engine' },
  images,
  resources,
  failures,
  ask,
  checks,
  failure,
  closing,
  crashed,
  start,
  aside,
  frame,
  guide,
  steps,
  stepStates,
  phaseStates,
  serving,
  licence,
  phases,
  settings,
  copies,
  found,
  interrupted,
  welcome,
  host,
  create,
  transfer,
  keeping,
  pull,
  license,
  keyReadable,
  proxy,
  renewal,
  clock,
  run,
  usage,
  viewer,
  commitment,
  chart,
  commitmentRules,
  alerts,
  evidence,
  tasks,
  analyse,
  batch,
  compare,
  acceptance,
  exporting,
  results,
} as const;
