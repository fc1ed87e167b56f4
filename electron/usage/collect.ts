import { parse } from 'lossless-json';
import { z } from 'zod';
import type { ImageId } from '#shared/domain/catalogue.ts';
import type { MeterReading, Month } from '#shared/domain/history.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { askService, NoAnswer } from '../service-client/http.ts';

const ANSWER_MS = 10_000;
const ANSWER_BYTES = 8 * 1024 * 1024;
/** Quantities are 64-bit integers with a sign, as the database keeps them. */
const MOST = 2n ** 63n - 1n;

/** A whole number that fits into 64 bits; no negative one, no half page. Source: vendor contract 4. */
const Quantity = z.bigint().nonnegative().max(MOST);

/** The body of both usage routes; extra members seen in the field are tolerated (vendor contract 4). */
const UsageBody = z.looseObject({
  apiType: z.string().nullish(),
  serviceName: z.string().nullish(),
  meters: z.array(z.looseObject({ name: z.string(), quantity: Quantity })),
});

/** A running container whose records can be read. */
export interface RunningPart {
  readonly image: ImageId;
  readonly port: number;
}

/** What one container has recorded in all, by meter. Fails with `service.unreachable`, `service.nonsense`. */
export const readTotals = async (part: RunningPart, signal?: AbortSignal): Promise<MeterReading[]> =>
  (await readMeters(part, '/records/usage-logs/', (status) => status === 404, signal)) ?? [];

/**
 * What it has recorded in each of these months, one question each; months without records are left out. Fails as
 * {@link readTotals} does.
 */
export async function readMonths(
  part: RunningPart,
  months: readonly Month[],
  signal?: AbortSignal,
): Promise<{ month: Month; meters: MeterReading[] }[]> {
  const found: { month: Month; meters: MeterReading[] }[] = [];
  for (const month of months) {
    const [year = '', number = ''] = month.split('-');
    // Two digits are documented for a sister service; whether one works is unknown.
    // What a month without any answers is unknown, so every refusal of it counts as none.
    const none = (status: number): boolean => status >= 400 && status < 500;
    const meters = await readMeters(part, `/records/usage-logs/${number}/${year}`, none, signal);
    if (meters && meters.length > 0) found.push({ month, meters });
  }
  return found;
}

/** The meters of one report; null for a status that says there are no records. */
async function readMeters(
  { image, port }: RunningPart,
  route: string,
  meansNone: (status: number) => boolean,
  signal: AbortSignal | undefined,
): Promise<MeterReading[] | null> {
  const request = { timeoutMs: ANSWER_MS, maxBytes: ANSWER_BYTES, ...(signal ? { signal } : {}) };
  const answer = await askService(port, route, request).catch((error) => {
    if (error instanceof NoAnswer) throw new Foreseen('service.unreachable', { image, port }, { cause: error });
    throw error;
  });
  if (answer.status === 204 || meansNone(answer.status)) return null;
  const meters = answer.status === 200 ? metersIn(answer.text) : null;
  if (!meters)
    throw new Foreseen(
      'service.nonsense',
      { image, route },
      { detail: `${answer.status}\n${answer.text.slice(0, 2000)}` },
    );
  return meters;
}

/** One entry per meter, whatever the service repeats; null for what is no report. */
export function metersIn(text: string): MeterReading[] | null {
  const body = UsageBody.safeParse(parseExactly(text));
  if (!body.success) return null;
  const sums = new Map<string, bigint>();
  for (const { name, quantity } of body.data.meters) sums.set(name, (sums.get(name) ?? 0n) + quantity);
  if ([...sums.values()].some((sum) => sum > MOST)) return null;
  return [...sums].map(([name, quantity]) => ({ name, quantity }));
}

/** JSON with whole numbers as `bigint`: as a `number`, 9007199254740993 pages would be one page less. */
function parseExactly(text: string): unknown {
  try {
    return parse(text, null, (number) => {
      const whole = /^(-?\d+)(?:\.0+)?$/.exec(number)?.[1];
      return whole === undefined ? Number(number) : BigInt(whole);
    });
  } catch {
    return null;
  }
}
