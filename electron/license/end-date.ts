/**
 * Reads what can be read of a licence file whose format is the vendor's own and unknown (vendor contract 3.3): a member
 * that names an end, in JSON, XML or `name=value`. Null where it tells nothing.
 */
export function findEndDate(text: string): string | null {
  const ends = [...text.matchAll(END)].flatMap(([, value]) => instantOf(value ?? '') ?? []);
  // Several are the safest read as the earliest: better warned too soon than too late.
  return ends.toSorted()[0] ?? null;
}

/** The image that the file says it is for; null where it does not say. */
export const findMadeFor = (text: string): string | null => MADE_FOR.exec(text)?.[1] ?? null;

const END =
  /(?:expir(?:y|es|ation)?(?:[-_ ]?(?:date|time|at|on|utc))*|valid[-_ ]?(?:until|to|through)|not[-_ ]?after|end[-_ ]?date(?:[-_ ]?time)?|ends?[-_ ]?at)["'\s>:=]+([^"'<,;}\r\n]{4,40})/gi;
const MADE_FOR =
  /["']?(?:container[-_ ]?image|image(?:[-_ ]?name)?|made[-_ ]?for|container|feature)["']?\s*[:=>]\s*["']?([\w./:@-]{3,200})/i;

/** Years that a licence can end in; anything else was no date. */
const EARLIEST = Date.UTC(2020, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

function instantOf(value: string): string | null {
  const text = value.trim();
  const at = /^\d{10}$/.test(text) ? Number(text) * 1000 : /^\d{13}$/.test(text) ? Number(text) : parseUtc(text);
  return at >= EARLIEST && at < LATEST ? new Date(at).toISOString() : null;
}

/** Without a zone of its own a date is read as UTC, because plans end by UTC (vendor contract 3.1). */
function parseUtc(text: string): number {
  const hasZone = /(?:z|[+-]\d{2}:?\d{2}|gmt|utc)$/i.test(text);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  return Date.parse(hasZone || isDay ? text : `${text}${/^\d{4}-\d{2}-\d{2}T/.test(text) ? 'Z' : ' UTC'}`);
}
