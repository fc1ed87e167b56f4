/** Characters by their numbers, `U+6F22, U+05D0`: the typeface that lacks them cannot show them. At most `most` are named. */
export function namesOfCharacters(characters: readonly string[], most = 20): string {
  const named = characters
    .slice(0, most)
    .map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  return characters.length > most ? `${named.join(', ')}, …` : named.join(', ');
}
