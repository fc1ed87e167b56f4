import { readFile, rm } from 'node:fs/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { z } from 'zod';

/** How long the window's thread was held by one task. */
export interface Held {
  /** Milliseconds from its begin to its end, whatever else the machine did meanwhile. */
  readonly wall: number;
  /** Milliseconds that the thread itself worked for it: the same on an idle machine and on a busy one. */
  readonly own: number;
  /** What most of that was. */
  readonly mostly: string;
}

const Event = z.looseObject({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.record(z.string(), z.unknown()).optional(),
});
type Event = z.infer<typeof Event>;

/** What a task consists of, as far as it is known: scripts, style, layout, painting, memory. */
const PARTS = new Set([
  'FunctionCall',
  'EvaluateScript',
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'Commit',
  'MajorGC',
  'MinorGC',
  'V8.DeserializeContext',
  'HandlePostMessage',
  'ParseHTML',
]);

/**
 * Records the tasks of the window's thread, with the time that it worked for each. `phase` begins a new phase; `end` answers for each
 * phase the task that held the thread for the longest time by the clock, and the one by its own work.
 */
export async function recordTasks(app: ElectronApplication, window: Page) {
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  const names: string[] = [];
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      included_categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'],
      excluded_categories: ['*'],
    }),
  );
  return {
    async phase(name: string): Promise<void> {
      names.push(name);
      await window.evaluate((mark) => void performance.mark(mark), `phase:${names.length - 1}`);
    },
    async end(): Promise<readonly { readonly phase: string; readonly longest: Held; readonly hardest: Held }[]> {
      const path = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
      const recorded = z.object({ traceEvents: z.array(z.unknown()) }).parse(JSON.parse(await readFile(path, 'utf8')));
      await rm(path);
      const events = recorded.traceEvents
        .flatMap((one) => Event.safeParse(one).data ?? [])
        .filter((one) => one.pid === pid);
      const main = events.find(({ name, args }) => name === 'thread_name' && args?.['name'] === 'CrRendererMain')?.tid;
      const own = events.filter(({ tid }) => tid === main);
      const begins = names.map((_, at) => own.find(({ name }) => name === `phase:${at}`)?.ts ?? 0);
      const tasks = own.filter(({ name, ph }) => ph === 'X' && name.endsWith('RunTask'));
      const parts = own.filter(({ name, ph }) => ph === 'X' && PARTS.has(name));
      return names.map((phase, at) => {
        const within = tasks.filter(
          ({ ts }) => ts >= (begins[at] ?? 0) && ts < (begins[at + 1] ?? Number.POSITIVE_INFINITY),
        );
        const most = (by: (task: Event) => number): Held => {
          const task = within.reduce<Event | null>((best, one) => (best && by(best) >= by(one) ? best : one), null);
          return task ? heldBy(task, parts) : { wall: 0, own: 0, mostly: '' };
        };
        return { phase, longest: most(({ dur = 0 }) => dur), hardest: most(({ tdur = 0 }) => tdur) };
      });
    },
  };
}

function heldBy(task: Event, parts: readonly Event[]): Held {
  const end = task.ts + (task.dur ?? 0);
  const sums = new Map<string, number>();
  for (const { name, ts, tdur = 0 } of parts)
    if (ts >= task.ts && ts < end) sums.set(name, (sums.get(name) ?? 0) + tdur / 1000);
  const mostly = [...sums].toSorted((a, b) => b[1] - a[1]).slice(0, 3);
  return {
    wall: Math.round((task.dur ?? 0) / 1000),
    own: Math.round((task.tdur ?? 0) / 1000),
    mostly: mostly.map(([name, ms]) => `${name} ${Math.round(ms)}`).join(', '),
  };
}
