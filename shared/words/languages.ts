import { en } from './en.ts';

type Wide<T> = T extends string
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: A) => Wide<R>
    : { readonly [K in keyof T]: Wide<T[K]> };

/** The shape of a language: what `en` has, with any strings. */
export type Words = Wide<typeof en>;

/** The languages that can be chosen; another one is one more file and one more line here. */
export const languages: Readonly<Record<string, Words>> = { en };

/** The words of `language`, English where it is not there. */
export const wordsFor = (language: string): Words => languages[language] ?? en;
