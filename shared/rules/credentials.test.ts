import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEndpoint } from './endpoint.ts';
import { checkKey } from './key-shape.ts';
import { addMark, type Mark, rateOf, timeLeftMs } from './transfer.ts';

describe('an endpoint as it is typed', () => {
  it.each([
    ['https://contoso.cognitiveservices.azure.com/', 'public'],
    ['https://westeurope.api.cognitive.microsoft.com', 'public'],
    ['https://contoso.cognitiveservices.azure.us', 'us-government'],
    ['https://contoso.cognitiveservices.azure.cn/', 'china'],
    ['https://forms.privatelink.example', 'other'],
    ['https://cognitiveservices.azure.com.evil.example', 'other'],
    ['  https://CONTOSO.cognitiveservices.azure.com ', 'public'],
  ])('%s is of the %s cloud', (text, cloud) => {
    expect(checkEndpoint(text)).toMatchObject({ ok: true, cloud });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['http://contoso.cognitiveservices.azure.com', 'not-https'],
    ['contoso.cognitiveservices.azure.com', 'malformed'],
    ['https://', 'malformed'],
    ['https://user:pass@contoso.cognitiveservices.azure.com', 'malformed'],
    ['https://contoso.cognitiveservices.azure.com?key=1', 'malformed'],
    ['https://localhost', 'malformed'],
    ['ftp://contoso.example', 'malformed'],
  ])('“%s” is refused', (text, reason) => {
    expect(checkEndpoint(text)).toEqual({ ok: false, reason });
  });

  it('is kept with the slash at its end, once', () => {
    const checked = checkEndpoint('https://contoso.cognitiveservices.azure.com');
    expect(checked.ok && checked.endpoint).toBe('https://contoso.cognitiveservices.azure.com/');
    expect(checked.ok && checkEndpoint(checked.endpoint)).toEqual(checked);
  });
});

describe('a key as it is typed', () => {
  it('is usual in the two shapes that Azure gives', () => {
    expect(checkKey('0123456789abcdef0123456789ABCDEF')).toBe('usual');
    expect(checkKey('a1'.repeat(42))).toBe('usual');
  });
  it('is taken in another shape, refused when it cannot be one', () => {
    expect(checkKey('x'.repeat(40))).toBe('unusual');
    expect(checkKey('abc def 0123456789abcdef')).toBe('malformed');
    expect(checkKey('short')).toBe('malformed');
    expect(checkKey(' ')).toBe('empty');
  });
});

describe('the rate of a transfer', () => {
  it('is unknown at first and steady afterwards', () => {
    let marks: readonly Mark[] = [];
    for (let at = 0; at <= 500; at += 100) marks = addMark(marks, { at, bytes: at * 10 });
    expect(rateOf(marks)).toBeNull();
    for (let at = 600; at <= 9000; at += 100) marks = addMark(marks, { at, bytes: at * 10 });
    expect(rateOf(marks)).toBeCloseTo(10_000);
    expect(timeLeftMs(90_000, 190_000, 10_000)).toBe(10_000);
  });
  it('is never negative, whatever the engine counts', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ step: fc.nat(2000), bytes: fc.nat() })), (steps) => {
        let marks: readonly Mark[] = [];
        let at = 0;
        for (const { step, bytes } of steps) {
          at += step;
          marks = addMark(marks, { at, bytes });
          expect(rateOf(marks) ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
