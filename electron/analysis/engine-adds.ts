import { Foreseen } from '#shared/failures/failure.ts';

/** What the engine adds to what a service said; null where it has nothing to add, as one that does not answer. */
export async function engineAdds(asked: Promise<Foreseen | null>): Promise<Foreseen | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Foreseen && error.code.startsWith('engine.')) return null;
    throw error;
  }
}
