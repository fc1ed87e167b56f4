import { formatDay } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import { formatQuantity } from './model/axis.ts';
import { shortMeter } from './model/meters.ts';
import { monthNumber, monthTitle } from './model/months.ts';
import type { UsageNote } from './model/notes.ts';

/** More meters than this that fell together are told by their number and the first. */
const MOST_NAMED = 2;

/** A note about the numbers as a sentence or two. */
export function sayNote(all: Words, note: UsageNote): string {
  const words = all.usage.notes;
  switch (note.kind) {
    case 'stale':
      return words.stale(note.images.map((image) => all.images[image].name).join(', '));
    case 'gap-open':
      return words.gapOpen(all.images[note.image].name, formatDay(note.from));
    case 'gap':
      return words.gap(all.images[note.image].name, formatDay(note.from), formatDay(note.to));
    case 'gaps':
      return words.gaps(note.count, all.images[note.image].name);
    case 'drop': {
      const [first] = note.drops;
      const each = note.drops.map(({ meter, before, after }) =>
        words.dropped(shortMeter(meter), formatQuantity(before), formatQuantity(after)),
      );
      const [one = ''] = each;
      const said = each.length > MOST_NAMED ? words.manyDropped(each.length, one) : each.join(', ');
      return `${words.drop(said, formatDay(first.at))} ${words.why[first.why]}`;
    }
    case 'apart': {
      const { meter, month, reported, counted } = note.apart;
      const name = monthTitle(monthNumber(month));
      return words.apart(shortMeter(meter), name, formatQuantity(reported), formatQuantity(counted));
    }
  }
}
