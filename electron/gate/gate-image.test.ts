import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { GATE_PROGRAM, gateImage, sha256 } from './image.ts';
import { GATE_REFERENCE } from './reference.ts';

describe('the image of the gate', () => {
  it('is named by its program', () => {
    expect(GATE_REFERENCE).toBe(`localhost/drydock-gate:${sha256(readFileSync(GATE_PROGRAM)).slice(0, 12)}`);
  });

  it('is the same bytes each time it is made', async () => {
    const [one, other] = await Promise.all([gateImage(GATE_PROGRAM), gateImage(GATE_PROGRAM)]);
    expect(one.content.layers.join()).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(other.content).toEqual(one.content);
    expect(await buffer(other.archive())).toEqual(await buffer(one.archive()));
  });
});
