import { createCutForms } from './cut-forms.ts';
import { formsOf } from './forms.ts';

const REDACTED = '[redacted]';

/** Shorter values would take ordinary words out of every log. */
const SHORTEST_KNOWN = 6;

/** What looks like a secret whatever its value: a setting, a header, a JSON member. */
const BY_SHAPE: readonly RegExp[] = [
  /(\bapi[-_]?key["']?\s*[=:]\s*["']?)[^\s"'&,;})]+/gi,
  /(\bocp-apim-subscription-key["']?\s*[=:]\s*["']?)[^\s"'&,;})]+/gi,
  /(\bpassword["']?\s*[=:]\s*["']?)[^\s"'&,;})]+/gi,
  /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*:[^\s/]+(?=@)/gi,
  /(\bHTTP_PROXY_CREDS=)[^\s"']+/gi,
  /(\bx-registry-auth["']?\s*[=:]\s*["']?)[^\s"'&,;})]+/gi,
];

export interface Redactor {
  /** From now on this value is taken out of everything. */
  readonly know: (value: string) => void;
  readonly text: (text: string) => string;
  /** Any value that crosses the door: strings in it are redacted, at any depth; the rest stays as it is. */
  readonly value: <T>(value: T) => T;
}

/**
 * Takes secrets out of texts: values it knows, in every form in which programs print them by themselves (wherever in a longer
 * base64 text they begin, and also where a line's end cuts them), and whatever looks like one.
 */
export function createRedactor(): Redactor {
  let forms: readonly string[] = [];
  let withoutCut = createCutForms([], REDACTED);
  const text = (from: string): string => {
    let to = from;
    for (const form of forms) if (to.includes(form)) to = to.replaceAll(form, REDACTED);
    to = withoutCut(to);
    for (const shape of BY_SHAPE)
      to = to.replace(shape, (whole, before: string) => (whole.endsWith(REDACTED) ? whole : `${before}${REDACTED}`));
    return to;
  };
  const value = (from: unknown): unknown => {
    if (typeof from === 'string') return text(from);
    if (Array.isArray(from)) return from.map(value);
    if (from === null || typeof from !== 'object' || ArrayBuffer.isView(from)) return from;
    return Object.fromEntries(Object.entries(from).map(([key, member]) => [text(key), value(member)]));
  };
  return {
    know(secret) {
      if (secret.length < SHORTEST_KNOWN) return;
      // Longest first, so that a form that holds another is taken out whole.
      forms = [...new Set([...forms, ...formsOf(secret)])].toSorted((a, b) => b.length - a.length);
      withoutCut = createCutForms(forms, REDACTED);
    },
    text,
    value: <T>(from: T) => value(from) as T,
  };
}
