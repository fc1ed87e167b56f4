import { type Database, int } from './database.ts';

/**
 * The steps from an empty file to the tables of today, in order; `user_version` counts those that were taken. A step that
 * was released is never changed, only followed by another.
 *
 * What was read is in `reading`, `total`, `month_value`, and is never changed but for `until` and `times`: a reading that
 * says what the one before said only makes that one longer. All below "derived" is what the rules made of it
 * (`electron/usage/rules`), so that a screen need not go through ten years of readings; it can be made again from them.
 *
 * Instants are ms since 1970, days count from there too (`more`: how many follow), months are `year * 12 + month - 1`. What
 * stands in every line of the ledger is a number of `word`.
 */
const STEPS = [
  `
  CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
  CREATE TABLE part (id INTEGER PRIMARY KEY, deployment TEXT NOT NULL, image TEXT NOT NULL, UNIQUE (deployment, image));
  CREATE TABLE meter (id INTEGER PRIMARY KEY, part INTEGER NOT NULL REFERENCES part, name TEXT NOT NULL, UNIQUE (part, name));
  CREATE TABLE source (id INTEGER PRIMARY KEY, part INTEGER NOT NULL REFERENCES part, container TEXT, folder TEXT);

  CREATE TABLE reading (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, read_at INTEGER NOT NULL,
    until INTEGER NOT NULL, times INTEGER NOT NULL, running_since INTEGER);
  CREATE INDEX reading_at ON reading (read_at);
  CREATE TABLE total (reading INTEGER NOT NULL, meter INTEGER NOT NULL, quantity INTEGER NOT NULL,
    PRIMARY KEY (reading, meter)) WITHOUT ROWID;
  CREATE TABLE month_value (reading INTEGER NOT NULL, meter INTEGER NOT NULL, month INTEGER NOT NULL,
    quantity INTEGER NOT NULL, PRIMARY KEY (reading, meter, month)) WITHOUT ROWID;
  CREATE TABLE stop (part INTEGER NOT NULL REFERENCES part, after_reading INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (part, after_reading)) WITHOUT ROWID;

  CREATE TABLE ledger (deployment INTEGER NOT NULL REFERENCES word, sent_at INTEGER NOT NULL, place INTEGER NOT NULL,
    feature INTEGER NOT NULL REFERENCES word, origin INTEGER NOT NULL REFERENCES word,
    outcome INTEGER NOT NULL REFERENCES word, pages INTEGER,
    PRIMARY KEY (deployment, sent_at, place)) WITHOUT ROWID;
  CREATE TABLE month_asked (source INTEGER NOT NULL REFERENCES source, month INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (source, month)) WITHOUT ROWID;

  -- derived
  CREATE TABLE part_state (part INTEGER PRIMARY KEY REFERENCES part, reading INTEGER NOT NULL, readings INTEGER NOT NULL,
    stopped_at INTEGER, compared_from INTEGER);
  CREATE TABLE line (meter INTEGER NOT NULL REFERENCES meter, at INTEGER NOT NULL, folder TEXT, container TEXT,
    last INTEGER NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (meter, at)) WITHOUT ROWID;
  CREATE TABLE line_month (meter INTEGER NOT NULL, line INTEGER NOT NULL, month INTEGER NOT NULL, reported INTEGER,
    counted INTEGER NOT NULL, edge INTEGER NOT NULL, PRIMARY KEY (meter, line, month)) WITHOUT ROWID;
  CREATE TABLE meter_state (meter INTEGER PRIMARY KEY REFERENCES meter, seen INTEGER NOT NULL, compared_base INTEGER);
  CREATE TABLE day (meter INTEGER NOT NULL, first INTEGER NOT NULL, more INTEGER NOT NULL, quantity INTEGER NOT NULL,
    PRIMARY KEY (meter, first, more)) WITHOUT ROWID;
  CREATE TABLE drop_seen (meter INTEGER NOT NULL, at INTEGER NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL,
    why TEXT NOT NULL);
  CREATE TABLE gap (part INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL);
  `,
] as const;

/** What `user_version` says of a history of this version. */
export const VERSION = STEPS.length;

/** Takes the steps that are still missing, each as a whole. Fails with `usage.history-unusable`. */
export function migrate(database: Database): void {
  const taken = int(database.get('PRAGMA user_version')?.['user_version']);
  for (const [at, step] of STEPS.entries()) {
    if (at < taken) continue;
    database.transaction(() => {
      database.exec(step);
      database.exec(`PRAGMA user_version = ${at + 1}`);
    });
  }
}
