import { pathOf } from '../model/problems.ts';
import type { ResultProblem } from '../model/view.ts';
import type { DoubledMember } from './scan-json.ts';

/** Members that occur twice as problems of the answer. */
export const doubledProblems = (members: readonly DoubledMember[]): readonly ResultProblem[] =>
  members.map(({ path }) => ({
    at: pathOf(path),
    expected: 'each name once',
    found: 'it several times; the last one is shown',
  }));
