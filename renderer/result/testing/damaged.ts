import fc from 'fast-check';
import { answers } from './answers.ts';

/** An answer in which one thing stands in place of another, numbers beyond all measure among them. */
export const damaged: fc.Arbitrary<unknown> = fc
  .tuple(answers, fc.nat(), fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(1e300, -1e300, 1e9, -1)))
  .map(([answer, where, instead]) => {
    const copy: unknown = JSON.parse(JSON.stringify(answer));
    const places: (() => void)[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const members = value as Record<string, unknown>;
      for (const [name, inside] of Object.entries(members)) {
        places.push(() => {
          members[name] = instead;
        });
        visit(inside);
      }
    };
    visit(copy);
    places[where % Math.max(1, places.length)]?.();
    return copy;
  });
