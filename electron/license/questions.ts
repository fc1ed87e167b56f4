import type { LicenceDecision, LicenceQuestion } from '#shared/domain/operations.ts';
import { Foreseen } from '#shared/failures/failure.ts';

export interface OpenQuestion {
  /** Settles with the operator's decision; never, when it was withdrawn. */
  readonly decision: Promise<LicenceDecision>;
  readonly withdraw: () => void;
}

export type Questions = ReturnType<typeof createQuestions>;

/** Questions that a licence download has for the operator: one at a time for each image of a deployment. */
export function createQuestions() {
  const open = new Map<string, (decision: LicenceDecision) => void>();
  const keyOf = (deploymentId: string, image: string): string => `${deploymentId} ${image}`;
  return {
    /** Asks; `show` is given the question, and null once it is answered or withdrawn. */
    ask(
      deploymentId: string,
      question: LicenceQuestion,
      show: (question: LicenceQuestion | null) => void,
    ): OpenQuestion {
      const key = keyOf(deploymentId, question.image);
      let close = (): void => undefined;
      const decision = new Promise<LicenceDecision>((resolve) => {
        const answer = (given: LicenceDecision): void => {
          close();
          resolve(given);
        };
        close = () => {
          if (open.get(key) === answer) open.delete(key);
          show(null);
        };
        open.set(key, answer);
        show(question);
      });
      return { decision, withdraw: () => close() };
    },
    /** Passes on what the operator decided. Fails with `license.nothing-asked`. */
    decide(deploymentId: string, image: string, decision: LicenceDecision): void {
      const answer = open.get(keyOf(deploymentId, image));
      if (!answer) throw new Foreseen('license.nothing-asked', {});
      answer(decision);
    },
  };
}
