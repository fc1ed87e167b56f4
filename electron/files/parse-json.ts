/** The value that a text holds as JSON; undefined, which JSON cannot hold, where it is none. What it is a schema has to say. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
