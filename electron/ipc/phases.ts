import type { ImageId } from '#shared/domain/catalogue.ts';
import type { Phase, PhasesProgress } from '#shared/domain/operations.ts';

interface Step {
  readonly name: string;
  readonly image?: ImageId;
}

export interface Phases {
  /** Runs one phase: marks it running, then done, or failed when the work throws. */
  readonly run: <T>(name: string, work: () => Promise<T>, image?: ImageId) => Promise<T>;
}

/** Keeps the list of phases of one operation and reports it whole at each change. */
export function trackPhases(
  steps: readonly (string | Step)[],
  now: () => Date,
  report: (progress: PhasesProgress) => void,
): Phases {
  const phases: Phase[] = steps.map((step) => ({
    name: typeof step === 'string' ? step : step.name,
    image: typeof step === 'string' ? null : (step.image ?? null),
    state: 'todo',
    startedAt: null,
    endedAt: null,
  }));
  const tell = (): void => report({ phases: phases.map((phase) => ({ ...phase })) });
  tell();
  return {
    async run(name, work, image) {
      const phase = phases.find((one) => one.name === name && (image === undefined || one.image === image));
      if (!phase) throw new Error(`No phase ${name} was announced`);
      phase.state = 'running';
      phase.startedAt = now().toISOString();
      tell();
      try {
        const value = await work();
        phase.state = 'done';
        return value;
      } catch (error) {
        phase.state = 'failed';
        throw error;
      } finally {
        phase.endedAt = now().toISOString();
        tell();
      }
    },
  };
}
