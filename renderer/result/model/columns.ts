import type { Corners } from './view.ts';

/** A typed array that grows as it is filled; `take` gives it at its final length. */
export function growing<T extends Float32Array | Uint32Array | Uint8Array>(make: (length: number) => T) {
  let room = make(1024);
  let length = 0;
  const reserve = (more: number): void => {
    if (length + more <= room.length) return;
    const wider = make(Math.max(room.length * 2, length + more));
    wider.set(room);
    room = wider;
  };
  return {
    push(value: number): void {
      reserve(1);
      room[length] = value;
      length += 1;
    },
    /** Eight numbers, NaN each where there is no box. */
    pushCorners(corners: Corners | null): void {
      reserve(8);
      if (corners) room.set(corners, length);
      else room.fill(Number.NaN, length, length + 8);
      length += 8;
    },
    take: (): T => {
      const exact = make(length);
      exact.set(room.subarray(0, length));
      return exact;
    },
  };
}
