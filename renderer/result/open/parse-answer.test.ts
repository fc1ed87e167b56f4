import { describe, expect, it } from 'vitest';
import { spellApart } from '../model/walk.ts';
import { fileStem } from '../panel/save/file-stem.ts';
import { NoJson } from './decode-answer.ts';
import { doubledProblems } from './doubled-problems.ts';
import { answerOf, readAnswer } from './parse-answer.ts';
import { answerTo } from './questions.ts';
import { assembling, headOf, slicesOf } from './slices.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const answerWith = (fields: string): string =>
  `{"status":"succeeded","analyzeResult":{"version":"2.1.0","readResults":[{"page":1,"angle":0,"width":8.5,"height":11,` +
  `"unit":"inch"}],"documentResults":[{"docType":"x","pageRange":[1,1],"fields":{${fields}}}]}}`;
const whyNot = (bytes: Uint8Array): NoJson => {
  try {
    readAnswer(bytes);
  } catch (error) {
    if (error instanceof NoJson) return error;
    throw error;
  }
  throw new Error('it was read');
};

describe('an answer file', () => {
  it('keeps a whole number beyond 2^53 digit by digit, as value and in its JSON', async () => {
    const bytes = utf8(answerWith('"A":{"type":"integer","valueInteger":9007199254740993,"text":"9007199254740993"}'));
    expect(readAnswer(bytes).view.documents[0]?.fields[0]?.value).toBe('9007199254740993');
    const address = '/analyzeResult/documentResults/0/fields/A/valueInteger';
    expect(await answerTo(answerOf(bytes), 'text', address)).toBe('9007199254740993');
  });

  it('says which member it names twice, at any depth and however the name is written', () => {
    const bytes = utf8(answerWith('"Total":{"type":"string","text":"1"},"Tot\\u0061l":{"type":"string","text":"2"}'));
    const { view, doubled } = readAnswer(bytes);
    expect(view.documents[0]?.fields.map(({ text }) => text)).toEqual(['2']);
    expect(doubledProblems(doubled()).map(({ at }) => at)).toEqual(['analyzeResult.documentResults[0].fields.Total']);
    const many = Array.from({ length: 60 }, (_, at) => `"F${at}":null`).join(',');
    expect(readAnswer(utf8(answerWith(`${many},"F3":null`))).doubled()).toHaveLength(1);
    expect(readAnswer(utf8(answerWith(many))).doubled()).toEqual([]);
  });

  it('is read in UTF-16 of either order, with and without its mark', () => {
    const text = answerWith('"Ort":{"type":"string","text":"Zürich"}');
    const little = new Uint8Array([...text].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8]));
    const big = little.map((_byte, at) => little[at ^ 1] ?? 0);
    for (const bytes of [little, big, new Uint8Array([0xff, 0xfe, ...little]), new Uint8Array([0xfe, 0xff, ...big])])
      expect(readAnswer(bytes).view.documents[0]?.fields[0]?.text).toBe('Zürich');
  });

  it('says in which way it is no JSON, and in which line', () => {
    const reasonOf = (text: string) => {
      const { reason, line, found } = whyNot(utf8(text));
      return { reason, line, found };
    };
    expect(reasonOf('{"a":\nNaN}')).toEqual({ reason: 'bare-word', line: 2, found: 'NaN' });
    expect(reasonOf('{"a":-Infinity}')).toMatchObject({ reason: 'bare-word', found: '-Infinity' });
    expect(reasonOf('{"a":1}\n\nlog: done')).toEqual({ reason: 'more-after-end', line: 3, found: 'log: done' });
    expect(reasonOf('{"a":[1,\n2')).toMatchObject({ reason: 'cut-off', line: 2 });
    expect(reasonOf('{"a":"x')).toMatchObject({ reason: 'cut-off' });
    expect(reasonOf(' \n')).toMatchObject({ reason: 'blank' });
    expect(reasonOf('<html>')).toMatchObject({ reason: 'unreadable', found: '<html>' });
    expect(reasonOf('{"a" 1}')).toMatchObject({ reason: 'unreadable' });
    expect(whyNot(new Uint8Array([0x1f, 0x8b, 8, 0])).reason).toBe('packed');
    expect(whyNot(new Uint8Array([0x7b, 0x22, 0xc3, 0x28])).reason).toBe('no-text');
  });

  it('crosses between threads in parts that put together are the whole', () => {
    const items = Array.from({ length: 4000 }, (_, at) => `{"type":"object","valueObject":{"N":{"text":"${at}"}}}`);
    const { view } = readAnswer(
      utf8(answerWith(`"Items":{"type":"array","valueArray":[${items.join(',')}]},"B":null`)),
    );
    const { view: whole, take } = assembling(structuredClone(headOf(view)));
    let most = 0;
    for (const slice of slicesOf(view)) {
      if (slice.of === 'fields') most = Math.max(most, slice.fields.length);
      take(structuredClone(slice));
    }
    expect(whole).toEqual(view);
    expect(most).toBeLessThanOrEqual(1500);
  });
});

describe('a file that is no answer of API 2', () => {
  const kindOf = (body: unknown) => readAnswer(utf8(JSON.stringify(body))).view;
  it.each([
    [{ status: 'succeeded', analyzeResult: { apiVersion: '2022-01-30-preview', content: 'x', pages: [] } }, 'newer'],
    [{ status: 'failed', error: { code: '1', message: 'no' } }, 'failed'],
    [{ status: 'failed', analyzeResult: { version: '2.1.0', readResults: [], errors: [{ code: '2005' }] } }, 'failed'],
    [{ error: { code: 'BadArgument', message: 'no' } }, 'error'],
    [{ status: 'running' }, 'running'],
    [{ document: 'a.pdf', labels: [{ label: 'Total', value: [] }] }, 'labels'],
    [{ modelInfo: {} }, 'model'],
    [null, 'other'],
    [[], 'other'],
    [{}, 'other'],
    [7, 'other'],
    [{ status: 'succeeded', analyzeResult: { version: '2.1.0', readResults: [] } }, 'answer'],
    [{ version: '2.1.0', readResults: [{}] }, 'answer'],
  ])('%j is said to be what it is', (body, kind) => {
    const view = kindOf(body);
    expect(view.kind.kind).toBe(kind);
    if (kind !== 'answer') expect(view.problems).toEqual([]);
    if (kind === 'failed' || kind === 'error') expect(view.errors).toHaveLength(1);
  });
});

describe('names', () => {
  it('of fields stay apart on screen', () => {
    const names = ['Sold To', 'SoldTo', 'a/b%2Fc', '__proto__', '', 'InvoiceTotal'];
    const shown = spellApart(names);
    expect(new Set(names.map(shown)).size).toBe(names.length);
    expect(['SoldTo', 'a/b%2Fc', '__proto__', 'InvoiceTotal'].map(shown)).toEqual([
      'SoldTo',
      'a/b%2Fc',
      '__proto__',
      'Invoice total',
    ]);
  });

  it('of saved files fit into what file systems take, cut in the middle between characters', () => {
    const stem = fileStem(`Anfang ${'ü😀'.repeat(80)} Ende.pdf`);
    expect(new TextEncoder().encode(stem).length).toBeLessThanOrEqual(180);
    expect(stem).toMatch(/^Anfang ü.*…[ü😀]+ Ende$/u);
    expect(fileStem('invoice.pdf')).toBe('invoice');
  });
});
