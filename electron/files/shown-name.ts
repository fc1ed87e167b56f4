/** Characters that are not shown, or that change how others are shown: control, format, unassigned, not UTF-8. */
const NOT_SHOWN = /[\p{C}\u2028\u2029\ufffd]/gu;

const LONGEST = 300;

/** Whether every character of a name can be seen, and changes nothing around it. */
export const isSeen = (name: string): boolean => !new RegExp(NOT_SHOWN, 'u').test(name);

const visible = (text: string): string =>
  text.replaceAll(NOT_SHOWN, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);

/** A name as it can be shown: whatever would not be seen, or would turn the text around it, as its number. */
export const shownName = (name: string): string => visible(name).slice(0, LONGEST);

/** The same for what the operator decides about: where it is long its middle is left out, never its end. */
export function shownEnds(text: string): string {
  const whole = visible(text);
  const half = LONGEST / 2 - 10;
  return whole.length > LONGEST ? `${whole.slice(0, half)} … ${whole.slice(-half)}` : whole;
}
