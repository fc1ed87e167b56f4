import type { FeatureFacts } from '../features.ts';
import { Refusal } from './refusal.ts';

export interface Parameters {
  /** First and last page of each wanted stretch, as given; null for all. */
  readonly pages: readonly (readonly [number, number])[] | null;
  readonly includeTextDetails: boolean;
  readonly locale: string | null;
  readonly language: string | null;
  readonly readingOrder: 'basic' | 'natural';
}

/** Vendor contract 6.1. */
const locales = ['en-AU', 'en-CA', 'en-GB', 'en-IN', 'en-US'];
const languages = new Set(
  (
    'af ast bi br ca ceb ch co crh cs csb da de en es et eu fi fil fj fr fur fy ga gd gil gl gv hni hsb ht hu ia id it ' +
    'iu ja jv kaa kac kea kha kl ko ku kw lb ms mww nap nl no oc pl pt quc rm sco sl sq sv sw tet tr tt uz vo wae yua ' +
    'za zh-Hans zh-Hant zu'
  ).split(' '),
);

/** `1,3-5` as stretches. Fails with a 400 on anything else, page 0, or a stretch that runs backwards. */
export function parsePages(text: string): readonly (readonly [number, number])[] {
  return text.split(',').map((item) => {
    const parts = /^([0-9]+)(?:-([0-9]+))?$/.exec(item.trim());
    const first = Number(parts?.[1] ?? 0);
    const last = Number(parts?.[2] ?? first);
    if (first < 1 || last < first || !Number.isSafeInteger(last)) {
      throw new Refusal(
        400,
        'BadArgument',
        `The pages parameter is invalid: '${item}'. Use numbers and ranges: 1,3-5.`,
      );
    }
    return [first, last] as const;
  });
}

/** The page numbers of a document that the stretches cover, rising, each once. A stretch may end past the last page. */
export function pagesWithin(
  stretches: readonly (readonly [number, number])[] | null,
  pageCount: number,
): readonly number[] {
  const all = Array.from({ length: pageCount }, (_, index) => index + 1);
  if (stretches === null) return all;
  return all.filter((page) => stretches.some(([first, last]) => page >= first && page <= last));
}

function parseFlag(name: string, value: string): boolean {
  const lower = value.toLowerCase();
  if (lower === 'true') return true;
  if (lower === 'false') return false;
  throw new Refusal(400, 'BadArgument', `The ${name} parameter must be true or false, not '${value}'.`);
}

/** A feature's query parameters. One that the feature does not know is passed over, as unknown ones are. */
export function parseParameters(query: URLSearchParams, feature: FeatureFacts): Parameters {
  const given = (name: string): string | null => {
    if (!feature.parameters.includes(name)) return null;
    const values = [...query].filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    return values.length === 0 ? null : values.join(',');
  };
  const locale = given('locale');
  if (locale !== null && !locales.some((known) => known.toLowerCase() === locale.toLowerCase())) {
    const message = 'Locale unsupported. Supported locales include en-AU, en-CA, en-GB, en-IN and en-US.';
    throw new Refusal(400, 'UnsupportedLocale', message);
  }
  const language = given('language');
  if (language !== null && !languages.has(language)) {
    throw new Refusal(400, 'UnsupportedLanguage', `The language '${language}' is not supported.`);
  }
  const order = given('readingOrder') ?? 'basic';
  if (order !== 'basic' && order !== 'natural') {
    throw new Refusal(400, 'BadArgument', `The readingOrder parameter must be basic or natural, not '${order}'.`);
  }
  const pages = given('pages');
  const details = given('includeTextDetails');
  return {
    pages: pages === null || pages === '' ? null : parsePages(pages),
    includeTextDetails: details !== null && parseFlag('includeTextDetails', details),
    locale,
    language,
    readingOrder: order,
  };
}
