/** Of 255 bytes that file systems take, so that `table 12.csv` and the like still fit behind. */
const MOST_STEM_BYTES = 180;

const encoder = new TextEncoder();

/**
 * A name of at most so many bytes in UTF-8: a longer one is cut in the middle, where names differ least, between characters,
 * and keeps its ending.
 */
export function fitFileName(name: string, mostBytes = MOST_STEM_BYTES): string {
  const bytes = (text: string): number => encoder.encode(text).length;
  if (bytes(name) <= mostBytes) return name;
  const characters = [...name];
  const gap = '…';
  let room = mostBytes - bytes(gap);
  let [head, tail] = ['', ''];
  let [from, to] = [0, characters.length - 1];
  for (let isTail = true; from <= to; isTail = !isTail) {
    const next = characters[isTail ? to : from] ?? '';
    if (bytes(next) > room) break;
    room -= bytes(next);
    if (isTail) tail = characters[to--] + tail;
    else head += characters[from++];
  }
  return `${head}${gap}${tail}`;
}
