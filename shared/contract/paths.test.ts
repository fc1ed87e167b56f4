import { expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from './index.ts';

/** Members of inputs that look like a path and are text, with why none of them opens, reads or writes anything by itself. */
const KNOWN: Readonly<Record<string, string>> = {
  'app.chooseFolder startAt': 'where a dialog of the system opens',
  'app.confirmPath path': 'asked for in a dialog of the system',
  'app.openFolder path': 'checked against the folders that are shown',
  'app.chooseNewFile fileName': 'a name that a dialog of the system offers',
  'app.saveText fileName': 'a name that a dialog of the system offers',
  'app.saveBytes fileName': 'a name that a dialog of the system offers',
  'app.saveFiles fileName': 'a name in a folder that a dialog of the system gave',
  'deployments.save licenceFolder': 'checked against stored definitions and grants',
  'deployments.save outputFolder': 'checked against stored definitions and grants',
  'deployments.commands licenceFolder': 'put into words',
  'deployments.commands outputFolder': 'put into words',
  'license.checkFolder path': 'looked at where it was given',
  'license.template folder': 'compared with the folders beside those of the definition',
};

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Names of members that hold text and may be a path; a grant's own path is shown and never believed. */
function textsIn({ properties = {}, items, anyOf = [], oneOf = [], allOf = [] }: Schema): string[] {
  const isGrant = Object.keys(properties).toSorted().join() === 'id,path';
  const own = isGrant ? [] : Object.entries(properties);
  return [
    ...own.flatMap(([name, schema]) => [...(mayBeText(schema) ? [name] : []), ...textsIn(schema)]),
    ...[...anyOf, ...oneOf, ...allOf, ...(items ? [items] : [])].flatMap(textsIn),
  ];
}
const mayBeText = ({ type, anyOf = [], oneOf = [] }: Schema): boolean =>
  [type].flat().includes('string') || [...anyOf, ...oneOf].some(mayBeText);

it('a page names files and folders by grants; where it says a path in words, it is known what becomes of it', () => {
  const found = Object.entries(contract).flatMap(([room, entries]) =>
    Object.entries(entries).flatMap(([name, { input }]) =>
      textsIn(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema)
        .filter((member) => /path|folder|file|archive|startAt|destination|target/i.test(member))
        .map((member) => `${room}.${name} ${member}`),
    ),
  );
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(KNOWN).toSorted());
});
