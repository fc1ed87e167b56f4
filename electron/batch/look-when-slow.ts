/** A question that takes longer than this may be to a container that is gone: the gate holds connections for a while. */
const SLOW_MS = 2000;

/** The work; where it is slow, it is looked whether the container is there, and the batch is held while it is not. */
export async function lookWhenSlow<T>(work: Promise<T>, untilBack: () => Promise<void>): Promise<T> {
  const timer = setTimeout(() => {
    untilBack().catch(() => undefined); // a cancel, or what whoever waits for the work is told anyway
  }, SLOW_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
