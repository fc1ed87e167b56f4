import { basename } from 'node:path';
import { recordings, recordingsFolder } from '../../scripts/recordings.ts';
import { type Opened, openProfile, type Profile } from '../fixtures/drydock.ts';
import { expect, test } from '../fixtures/test.ts';
import { Found, plain } from '../pages/found.ts';
import { Wizard } from '../pages/wizard.ts';

// What is counted here is read out of the file by this test alone, not by Drydock's reader. Ids are those that view.ts
// describes: they tell which row belongs to which field, word, cell or mark of the file.

interface Json {
  readonly [name: string]: unknown;
}
const members = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const listed = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(members) : []);
const text = (value: unknown): string => (typeof value === 'string' ? plain(value) : '');
const step = (name: string): string => name.replaceAll('%', '%25').replaceAll('/', '%2F');

interface Wanted {
  readonly id: string;
  /** Each of these has to stand in the row. */
  readonly texts: readonly string[];
}

/** A field and all that is in it. */
function fieldsIn(id: string, value: unknown, nested: boolean): readonly Wanted[] {
  if (value === null) return [{ id, texts: ['not found'] }];
  const field = members(value);
  const plainValue = Object.entries(field).find(
    ([name, one]) => name.startsWith('value') && typeof one !== 'object' && one !== undefined,
  );
  const shown = [text(field['text']), plainValue ? plain(String(plainValue[1])) : ''];
  // In the cells of a table of items only what is doubtful says how sure the service is.
  const confidence = field['confidence'];
  const sure = typeof confidence === 'number' ? `${(confidence * 100).toFixed(1).replace(/\.0$/, '')} %` : '';
  const inside = [
    ...listed(field['valueArray']).map((_, at) => [String(at), (field['valueArray'] as unknown[])[at]] as const),
    ...Object.entries(members(field['valueObject'])).map(([name, one]) => [step(name), one] as const),
  ];
  return [
    { id, texts: [...shown, nested ? '' : sure].filter((one) => one !== '') },
    ...inside.flatMap(([name, one]) => fieldsIn(`${id}/${name}`, one, true)),
  ];
}

/** All that a file holds, by the id under which it has to be shown. */
function wantedOf(body: unknown) {
  const result = members(members(body)['analyzeResult']);
  const pages = listed(result['readResults']);
  const lines = pages.flatMap((page) => listed(page['lines']));
  const words = lines.flatMap((line) => listed(line['words']));
  const marks = pages.flatMap((page) => listed(page['selectionMarks']));
  const tables = listed(result['pageResults']).flatMap((page) => listed(page['tables']));
  const pairs = listed(result['pageResults']).flatMap((page) => listed(page['keyValuePairs']));
  const place = (cell: Json): number => Number(cell['rowIndex']) * 10_000 + Number(cell['columnIndex']);
  return {
    fields: listed(result['documentResults']).flatMap((document, at) =>
      Object.entries(members(document['fields'])).flatMap(([name, field]) =>
        fieldsIn(`f/${at}/${step(name)}`, field, false),
      ),
    ),
    pairs: pairs.map((pair, at) => ({
      id: `p/${at}`,
      texts: [text(members(pair['key'])['text']), text(members(pair['value'])['text'])],
    })),
    lines: lines.map((line, at) => ({ id: `l/${at}`, texts: [text(line['text'])] })),
    words: words.map((word, at) => ({ id: `w/${at}`, texts: [text(word['text'])] })),
    marks: marks.map((mark, at) => ({
      id: `m/${at}`,
      texts: [mark['state'] === 'selected' ? 'ticked' : 'empty'],
    })),
    cells: tables.flatMap((table, at) =>
      listed(table['cells'])
        .toSorted((a, b) => place(a) - place(b))
        .map((cell, index) => ({ id: `t/${at}/${index}`, texts: [text(cell['text'])] })),
    ),
  };
}

let profile: Profile;
let opened: Opened;
let wizard: Wizard;

test.beforeAll(async () => {
  if (recordings.length === 0) return;
  profile = await openProfile();
  opened = await profile.launch({ env: { DOCKER_HOST: `unix://${profile.folder}/none.sock` } });
  wizard = new Wizard(opened.window);
  // A deployment, so that there is an Analyse page. Nothing has to run to look at an answer.
  await wizard.button('Rehearse first').click();
  await expect(opened.window.getByRole('complementary', { name: 'Rehearsal' })).toBeVisible({ timeout: 30_000 });
  await wizard.create('Layout', { registry: '' });
  await wizard.step('Analyse');
});

test.afterAll(async () => {
  await profile?.close();
});

// Named with its reason, so that a run says what it did not see.
if (recordings.length === 0)
  test(`recordings are shown in full: there are none in ${recordingsFolder ?? 'shared/recordings beside the project'}`, () => {
    test.info().skip(true, 'no recordings');
  });

for (const recording of recordings)
  test(`${recording.name} is shown in full`, async () => {
    const wanted = wantedOf(JSON.parse(recording.text));
    const found = new Found(opened.window);
    await opened.window.getByLabel('Your own document').setInputFiles({
      name: basename(recording.name),
      mimeType: 'application/json',
      buffer: Buffer.from(recording.text),
    });
    await expect(found.tab('JSON')).toBeVisible();
    await expect(opened.window.getByRole('alert')).toHaveCount(0);
    const seen = new Map([
      ...(await found.walk('Fields')),
      ...(await found.walk('Tables')),
      ...(await found.walk('Text')),
    ]);
    const counts = (of: (kind: string) => number) => ({
      fields: of('f'),
      pairs: of('p'),
      lines: of('l'),
      words: of('w'),
      marks: of('m'),
      cells: of('t'),
    });
    const onScreen = [...seen.keys()].filter((id) => !/^t\/\d+$/.test(id));
    expect(counts((kind) => onScreen.filter((id) => id.startsWith(`${kind}/`)).length)).toEqual({
      fields: wanted.fields.length,
      pairs: wanted.pairs.length,
      lines: wanted.lines.length,
      words: wanted.words.length,
      marks: wanted.marks.length,
      cells: wanted.cells.length,
    });
    const missing = Object.values(wanted)
      .flat()
      .filter(({ id, texts }) => !texts.every((one) => seen.get(id)?.includes(one)));
    expect(missing.map(({ id, texts }) => `${id}: ${texts.join(' | ')}, shown: ${seen.get(id)}`)).toEqual([]);
    await wizard.button('Close this answer').click();
  });
