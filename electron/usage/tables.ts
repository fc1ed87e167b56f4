/** A table of what was read: its columns, and how many of the first of them are its key. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly keys: number;
}

const table = (name: string, columns: string, keys: number): Table => ({ name, columns: columns.split(' '), keys });

/** All that cannot be made again from anything else, each after those that it refers to. Keys are whole numbers. */
export const TABLES: readonly Table[] = [
  table('word', 'id text', 1),
  table('part', 'id deployment image', 1),
  table('meter', 'id part name', 1),
  table('source', 'id part container folder', 1),
  table('reading', 'id source read_at until times running_since', 1),
  table('total', 'reading meter quantity', 2),
  table('month_value', 'reading meter month quantity', 3),
  table('stop', 'part after_reading at', 2),
  table('ledger', 'deployment sent_at place feature origin outcome pages', 3),
  table('month_asked', 'source month at', 2),
];
