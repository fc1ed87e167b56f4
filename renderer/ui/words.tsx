import { createContext, type ReactNode, useContext } from 'react';
import { type Words, wordsFor } from '#shared/words/languages.ts';

const WordsContext = createContext<Words>(wordsFor('en'));

/** The words of the operator's language; every text on screen comes from here. */
export const useWords = (): Words => useContext(WordsContext);

/** Gives the words of `language` to everything below. */
export function WordsProvider({ language, children }: { readonly language: string; readonly children: ReactNode }) {
  return <WordsContext value={wordsFor(language)}>{children}</WordsContext>;
}
