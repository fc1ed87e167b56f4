import type { ImageId } from '#shared/domain/catalogue.ts';
import { type Meter, type PartUsage, UsageBody } from '#shared/domain/usage.ts';
import { Foreseen } from '#shared/failures/failure.ts';
import { monthsFrom } from '#shared/rules/months.ts';
import { askService, NoAnswer } from '../service-client/http.ts';

const ANSWER_MS = 10_000;
const ANSWER_BYTES = 8 * 1024 * 1024;

/** A running container whose records can be read. */
export interface RunningPart {
  readonly image: ImageId;
  readonly port: number;
}

/**
 * Reads what one container has recorded: all of it, and each month since `since` (vendor contract 4).
 *
 * Fails with `service.unreachable`, `service.nonsense`.
 */
export async function readUsage(part: RunningPart, since: string, now: Date): Promise<PartUsage> {
  const totals = (await readMeters(part, '/records/usage-logs/', (status) => status === 404)) ?? [];
  const months: PartUsage['months'] = [];
  for (const month of monthsFrom(since, now)) {
    const [year = '', number = ''] = month.split('-');
    // Two digits are documented for a sister service; whether one works is unknown.
    // What a month without any answers is unknown, so every refusal of it counts as none.
    const none = (status: number): boolean => status >= 400 && status < 500;
    const meters = await readMeters(part, `/records/usage-logs/${number}/${year}`, none);
    if (meters && meters.length > 0) months.push({ month, meters });
  }
  return { image: part.image, readAt: now.toISOString(), totals, months };
}

/** The meters of one report; null for a status that says there are no records. */
async function readMeters(
  { image, port }: RunningPart,
  route: string,
  meansNone: (status: number) => boolean,
): Promise<Meter[] | null> {
  const answer = await askService(port, route, { timeoutMs: ANSWER_MS, maxBytes: ANSWER_BYTES }).catch((error) => {
    if (error instanceof NoAnswer) throw new Foreseen('service.unreachable', { image, port }, { cause: error });
    throw error;
  });
  if (answer.status === 204 || meansNone(answer.status)) return null;
  const body = answer.status === 200 ? UsageBody.safeParse(parseJson(answer.text)) : null;
  if (!body?.success)
    throw new Foreseen(
      'service.nonsense',
      { image, route },
      { detail: `${answer.status}\n${answer.text.slice(0, 2000)}` },
    );
  return summed(body.data.meters);
}

/** One entry per meter, whatever the service repeats. */
function summed(meters: readonly Meter[]): Meter[] {
  const sums = new Map<string, number>();
  for (const { name, quantity } of meters) sums.set(name, (sums.get(name) ?? 0) + quantity);
  return [...sums].map(([name, quantity]) => ({ name, quantity }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
