import { analysisFailures } from './failures/analysis.ts';
import { appFailures } from './failures/app.ts';
import { engineFailures } from './failures/engine.ts';
import { imagesFailures } from './failures/images.ts';
import { licenceFailures } from './failures/licence.ts';
import { runFailures } from './failures/run.ts';
import type { FailureWords } from './failures/type.ts';
import { usageFailures } from './failures/usage.ts';

/** What happened and what to do next, for every failure that can be foreseen. */
export const failures: FailureWords = {
  ...appFailures,
  ...engineFailures,
  ...imagesFailures,
  ...licenceFailures,
  ...runFailures,
  ...analysisFailures,
  ...usageFailures,
};
