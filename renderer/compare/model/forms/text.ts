/**
 * A text as it is compared: compatible characters made one (NFKC), kinds of dashes and quotes made one, invisible characters
 * dropped, white space of any kind one blank, case folded.
 */
export function textForm(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll('`', "'");
  return (
    text
      .normalize('NFKC')
      .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
      .replace(/\p{Pd}|\u2212/gu, '-')
      .replace(/[\u2018\u2019\u201A\u201B\u02BC`´]/g, "'")
      .replace(/[\u201C-\u201F\u00AB\u00BB]/g, '"')
      .replace(/\s+/g, ' ')
      .trim()
      // Up and down again, so that ß and ss, and the two small sigmas, are the same.
      .toUpperCase()
      .toLowerCase()
      .normalize('NFC')
  );
}

/** Printable ASCII with single blanks, which most texts are: of all that is below only the case is left to do. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;
