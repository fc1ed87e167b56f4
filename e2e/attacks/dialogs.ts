import type { ElectronApplication } from '@playwright/test';
import { answerDialogs, questionsAsked } from '../fixtures/questions.ts';

/** The app's native dialogs, answered by the attack in the operator's place. */
export interface Dialogs {
  /** From now on the operator says yes to everything, or to nothing. */
  answer(how: 'yes' | 'no'): Promise<void>;
  /** What was asked since the last answer was set. */
  asked(): Promise<readonly string[]>;
}

/** Answers every native dialog of the app; with yes at first, for what an operator would set up. */
export async function takeDialogs(app: ElectronApplication): Promise<Dialogs> {
  let before = 0;
  const answer = async (how: 'yes' | 'no'): Promise<void> => {
    await answerDialogs(app, how);
    before = (await questionsAsked(app)).length;
  };
  await answer('yes');
  return { answer, asked: async () => (await questionsAsked(app)).slice(before) };
}
