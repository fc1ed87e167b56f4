import type { MeterReading, Reading } from '#shared/domain/history.ts';

/** What the attached file is called. */
export const READINGS_FILE = 'readings.jsonl';

/**
 * Raw readings as text that anyone can check: one JSON object a line, members in this order, no spaces, each line ended by
 * a line feed, quantities as whole decimal numbers of up to 64 bits. The same readings always make the same bytes.
 */
export function readingsText(readings: readonly Reading[]): string {
  return inOrder(readings)
    .map((reading) => {
      const { deploymentId, image, readAt, containerId, outputFolder, totals, months } = reading;
      const members = [
        `"deployment":${JSON.stringify(deploymentId)}`,
        `"container":${JSON.stringify(image)}`,
        `"readAt":${JSON.stringify(readAt)}`,
        `"containerId":${JSON.stringify(containerId)}`,
        `"outputFolder":${JSON.stringify(outputFolder)}`,
        `"totals":${meters(totals)}`,
        `"months":[${months.map((one) => `{"month":${JSON.stringify(one.month)},"meters":${meters(one.meters)}}`).join(',')}]`,
      ];
      return `{${members.join(',')}}\n`;
    })
    .join('');
}

const meters = (list: readonly MeterReading[]): string =>
  `[${list.map(({ name, quantity }) => `{"name":${JSON.stringify(name)},"quantity":${quantity}}`).join(',')}]`;

/** By time, then by deployment and container. */
export const inOrder = (readings: readonly Reading[]): readonly Reading[] =>
  readings.toSorted(
    (a, b) => compare(a.readAt, b.readAt) || compare(a.deploymentId, b.deploymentId) || compare(a.image, b.image),
  );

// By code unit and not by the rules of a language, so that every computer puts them in the same order.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** How many lines of readings are printed at most before only the last of each day is. */
export const MOST_PRINTED = 1200;

/** The readings to print: all, or the last of each day and container where they are many. */
export function readingsToPrint(readings: readonly Reading[]): {
  readonly printed: readonly Reading[];
  readonly all: boolean;
} {
  const ordered = inOrder(readings);
  if (ordered.length <= MOST_PRINTED) return { printed: ordered, all: true };
  const last = new Map<string, Reading>();
  for (const reading of ordered)
    last.set(`${reading.readAt.slice(0, 10)} ${reading.deploymentId} ${reading.image}`, reading);
  return { printed: inOrder([...last.values()]), all: false };
}
