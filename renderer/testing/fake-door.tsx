// For tests of screens: a door that answers what a test says, held to the contract as the real one is. What a test did not
// say stays unanswered, which is how a screen looks while it reads.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterAll } from 'vitest';
import { entryAt, type Path } from '#shared/contract/index.ts';
import type { Answer, Cancel, News, OperationSnapshot, Push } from '#shared/contract/messages.ts';
import type { World } from '#shared/domain/world.ts';
import type { Failure } from '#shared/failures/failure.ts';
import { theme } from '../app/theme.ts';
import { openOperations } from '../door/operations.ts';
import { queryClient } from '../door/reads.ts';
import { openResultHere, ResultOpenerContext } from '../result/open/open-result.ts';
import { WordsProvider } from '../ui/words.tsx';

export interface Said {
  readonly path: string;
  readonly input: unknown;
}

type Answers = { readonly [P in Path]?: unknown };

/** Answered instead of a value: the call is refused with this failure. */
export class Refusal {
  readonly failure: Failure;

  constructor(failure: Failure) {
    this.failure = failure;
  }
}

const never = new Promise<never>(() => undefined);

/** Puts a door into the window. `said` lists all calls, `push` is what the main side pushes. */
export function openFakeDoor(answers: Answers, { otherwise }: { readonly otherwise?: Refusal } = {}) {
  const said: Said[] = [];
  const cancelled: string[] = [];
  const listeners = new Set<(push: Push) => void>();
  const refuse = ({ failure }: Refusal): Answer => ({ ok: false, failure });
  Object.assign(window, {
    drydock: {
      async call({ path, input }: { path: Path; input: unknown }): Promise<Answer> {
        if (path === 'start.state' && !Object.hasOwn(answers, path))
          return { ok: true, value: { name: 'ready', world: 'real' } };
        const entry = entryAt(path);
        if (!entry) throw new Error(`the contract has no ${path}`);
        said.push({ path, input: entry.input.parse(input) });
        if (!Object.hasOwn(answers, path)) return otherwise && path !== 'tasks.list' ? refuse(otherwise) : never;
        const answer = answers[path];
        if (answer instanceof Refusal) return refuse(answer);
        return { ok: true, value: entry.kind === 'operation' ? answer : entry.output.parse(answer) };
      },
      async cancel({ operationId }: Cancel): Promise<Answer> {
        cancelled.push(operationId);
        return { ok: true, value: null };
      },
      subscribe(listener: (push: Push) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  return {
    said,
    cancelled,
    push(news: News, world: World = 'real'): void {
      for (const listener of listeners) listener({ ...news, world });
    },
  };
}

// A screen that is still drawn when its file is over would go on moving without a window.
afterAll(cleanup);

/** Draws a part of the renderer as the app does, with the world forgotten first. */
export async function draw(part: ReactNode) {
  cleanup();
  queryClient.clear();
  return render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} env="test">
        <WordsProvider language="en">
          <ResultOpenerContext value={openResultHere}>{part}</ResultOpenerContext>
        </WordsProvider>
      </MantineProvider>
    </QueryClientProvider>,
  );
}

/** The door that the store of operations listens to: there is one store for all tests of a file. */
let listened: ReturnType<typeof openFakeDoor> | null = null;

/** Lets the store of operations know these, as if this door had pushed them. */
export function tellOperations(door: ReturnType<typeof openFakeDoor>, snapshots: readonly OperationSnapshot[]): void {
  if (listened === null) {
    void openOperations();
    listened = door;
  }
  for (const snapshot of snapshots) listened.push({ kind: 'operation', snapshot });
}
