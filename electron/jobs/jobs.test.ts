import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Foreseen } from '#shared/failures/failure.ts';
import { openJobs } from './jobs.ts';

const HOST = 'unix:///engine.sock';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-jobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const failed = (error: unknown): never => {
  throw error;
};
const openHere = () =>
  openJobs({ folder, now: () => new Date('2026-11-27T08:00:00Z'), changed: () => undefined, failed });
const job = { id: 'a', task: 'renewal.replace', engine: HOST, served: true } as const;
const onDisk = async () => JSON.parse(await readFile(join(folder, 'jobs.json'), 'utf8')).entries;
const never = new Promise<never>(() => undefined);

/** As a kill in the midst of it: the job never ends. */
async function killedIn(stops: boolean): Promise<void> {
  const jobs = await openHere();
  await new Promise<void>((begun) => {
    void jobs.keep(job, async (stopping) => {
      if (stops) await stopping();
      begun();
      return never;
    });
  });
}

it('a job is on the disk before its first step, says when it begins to stop what serves, and is gone after its end', async () => {
  const jobs = await openHere();
  await jobs.keep(job, async (stopping) => {
    expect(await onDisk()).toMatchObject([{ id: 'a', stopping: false }]);
    await stopping();
    expect(await onDisk()).toMatchObject([{ id: 'a', stopping: true }]);
  });
  expect(await onDisk()).toEqual([]);
  expect(jobs.list()).toEqual([]);
});

it('what a kill interrupted waits for its engine, and is told with its end once it was taken up', async () => {
  await killedIn(true);
  const jobs = await openHere();
  expect(jobs.waitingOn('unix:///other.sock')).toEqual([]);
  expect(jobs.waitingOn(HOST)).toEqual(['a']);
  const end = await jobs.takeUp('a', HOST, async (one) => {
    expect(one).toMatchObject({ ...job, stopping: true });
    return 'taken-back';
  });
  expect(end).toBe('taken-back');
  expect(jobs.list()).toMatchObject([{ id: 'a', end: 'taken-back' }]);
  expect(jobs.waitingOn(HOST)).toEqual([]);
  expect(await onDisk()).toEqual([]);
  expect((await openHere()).list()).toEqual([]);
});

it('one that could not be taken up is told as such, may be tried again, and waits at the next start', async () => {
  await killedIn(false);
  const jobs = await openHere();
  await expect(jobs.takeUp('a', HOST, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(jobs.list()).toMatchObject([{ id: 'a', end: 'failed' }]);
  expect((await openHere()).waitingOn(HOST)).toEqual(['a']);
  expect(await jobs.takeUp('a', HOST, async () => 'finished')).toBe('finished');
  expect(await onDisk()).toEqual([]);
});

it('a newer job of the deployment takes the place of an interrupted one', async () => {
  await killedIn(false);
  const jobs = await openHere();
  await jobs.keep({ ...job, task: 'renewal.undo' }, async () => expect(jobs.list()).toEqual([]));
  expect(await onDisk()).toEqual([]);
  expect(jobs.waitingOn(HOST)).toEqual([]);
});

it('after a stop by the operator nothing is taken up', async () => {
  await killedIn(true);
  const jobs = await openHere();
  await jobs.supersede('a');
  expect(jobs.waitingOn(HOST)).toEqual([]);
  expect(await jobs.takeUp('a', HOST, async () => Promise.reject(new Error('not called')))).toBeNull();
  expect(await onDisk()).toEqual([]);
});

it('a job that lost its engine on the way is interrupted; one that failed otherwise has put things back by itself', async () => {
  const jobs = await openHere();
  const fails = (error: Error) => jobs.keep(job, () => Promise.reject(error));
  await expect(fails(new Foreseen('renewal.not-ready', {}))).rejects.toThrow();
  expect(await onDisk()).toEqual([]);
  await expect(fails(new Foreseen('engine.lost', {}))).rejects.toThrow();
  expect(jobs.list()).toMatchObject([{ id: 'a', end: 'failed' }]);
  expect((await openHere()).waitingOn(HOST)).toEqual(['a']);
});

it('a job is not taken up on another engine, which would find nothing of it, and waits for its own', async () => {
  await killedIn(true);
  const jobs = await openHere();
  const work = () => Promise.reject(new Error('not called'));
  await expect(jobs.takeUp('a', 'unix:///other.sock', work)).rejects.toMatchObject({
    code: 'interrupted.other-engine',
    facts: { host: HOST },
  });
  expect(jobs.list()).toMatchObject([{ id: 'a', end: 'waiting' }]);
  expect(jobs.waitingOn(HOST)).toEqual(['a']);
});
