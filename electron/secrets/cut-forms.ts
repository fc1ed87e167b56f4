/** So much of a secret at the edge of a line is no accident. */
const LEAST = 12;

/**
 * Finds what a line's end cut off: the beginning of a form at the end of a line, the end of one at a line's beginning, or a
 * line that is nothing but a piece of one. The work does not grow with the number of forms.
 */
export function createCutForms(forms: readonly string[], put: string) {
  const pieces = new Set(
    forms.flatMap((form) =>
      Array.from({ length: Math.max(0, form.length - LEAST + 1) }, (_, at) => form.slice(at, at + LEAST)),
    ),
  );
  const line = (from: string): string => {
    const head = longest(from.slice(0, LEAST), (form, at) => {
      const rest = form.slice(at);
      return from.startsWith(rest) ? rest.length : rest.startsWith(from) ? from.length : 0;
    });
    const to = head === 0 ? from : put + from.slice(head);
    const tail = longest(to.slice(-LEAST), (form, at) => {
      const upTo = form.slice(0, at + LEAST);
      return to.endsWith(upTo) ? upTo.length : 0;
    });
    return tail === 0 ? to : to.slice(0, -tail) + put;
  };

  /** The most that is cut off by any place where a piece is in a form; 0 for a piece of none. */
  function longest(piece: string, cut: (form: string, at: number) => number): number {
    let most = 0;
    if (pieces.has(piece))
      for (const form of forms)
        for (let at = form.indexOf(piece); at >= 0; at = form.indexOf(piece, at + 1))
          most = Math.max(most, cut(form, at));
    return most;
  }
  return (text: string): string =>
    pieces.size === 0
      ? text
      : text
          .split(LINE_ENDS)
          .map((part, at) => (at % 2 === 0 ? line(part) : part))
          .join('');
}

const LINE_ENDS = /([ \t]*(?:\r\n|\n|\r)[ \t]*)/;
