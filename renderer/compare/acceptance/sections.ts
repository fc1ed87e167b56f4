import { type Paper, signingHeight } from '#shared/pdf/paper.ts';
import { instant } from '#shared/pdf/tell.ts';
import { formatConfidence, formatCount } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import type { ComparedCell } from '../model/compare.ts';
import { fieldName } from '../model/field-name.ts';
import { figures } from '../model/report.ts';
import type { AcceptanceFacts, AcceptedImage } from './facts.ts';

type Section = (paper: Paper, facts: AcceptanceFacts, words: Words) => void;

/** So many differences are printed; a report is signed, not leafed through. */
export const MOST_DIFFERENCES = 40;
/** Only a file with a column for each line item has more. */
const MOST_FIELDS = 100;
const LONGEST_VALUE = 160;
const LONGEST_NOTE = 600;

const shorten = (text: string, most = LONGEST_VALUE): string => {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text;
};

/** The number, how far it can be relied on, and what it is made of. */
export const resultSection: Section = (paper, { comparison, batch }, { acceptance }) => {
  const { overall } = comparison;
  const figured = figures(overall);
  paper.heading(acceptance.result);
  paper.sub(figured ? acceptance.right(figured.share, formatCount(overall.checked)) : acceptance.nothing);
  const { pairs } = acceptance;
  paper.pairs([
    ...(figured ? [[pairs.interval, acceptance.between(figured.low, figured.high)] as const] : []),
    [pairs.right, formatCount(overall.right)],
    [pairs.different, formatCount(overall.different)],
    [pairs.missing, formatCount(overall.missing)],
    [pairs.unexpected, formatCount(overall.unexpected)],
    [pairs.unchecked, formatCount(overall.unchecked)],
    [pairs.documents, formatCount(comparison.documents)],
  ]);
  const left = batch.counts.waiting + batch.counts.running;
  if (left > 0) paper.paragraph(acceptance.notFinished(left));
};

/** Of what, by what, when, and with which file. */
export const comparedSection: Section = (paper, facts, words) => {
  const { acceptance, images } = words;
  const { facts: names } = acceptance;
  const { batch, expected, read, order } = facts;
  const { total, done, failed, pages } = batch.counts;
  paper.heading(acceptance.compared);
  paper.pairs([
    [names.deployment, facts.deploymentName ?? acceptance.unknownDeployment],
    [names.feature, images[batch.feature].name],
    ...facts.images.map((one) => [names.image(images[one.image].name), imageText(one, words)] as const),
    [names.folder, batch.folder],
    [names.documents, acceptance.counts(total, done, failed, pages)],
    [names.begun, acceptance.utc(instant(batch.createdAt))],
    [names.read, read ? acceptance.fromTo(instant(read.from), instant(read.to)) : acceptance.noneRead],
    [names.expected, words.compare.file(expected.name, expected.rows, expected.columns)],
    [names.sha256, expected.sha256],
    ...(order === null ? [] : [[names.dates, words.compare.orders[order]] as const]),
    [names.confidence, acceptance.noConfidence],
    [names.made, acceptance.utc(instant(facts.madeAt))],
  ]);
  if (facts.images.some(({ id }) => id !== null)) paper.paragraph(names.imageNow, 'quiet');
};

function imageText({ reference, digest, id }: AcceptedImage, { acceptance }: Words): string {
  return acceptance.digest(reference, digest ?? (id === null ? acceptance.notOnHost : acceptance.imageId(id)));
}

/** The share of each field with its interval and what went wrong how often. */
export const fieldsSection: Section = (paper, { comparison }, { acceptance }) => {
  const { fields } = comparison;
  const columns = acceptance.fieldColumns;
  paper.heading(acceptance.byField);
  if (fields.length === 0) return paper.paragraph(acceptance.noFields);
  paper.table(
    [
      { title: columns.field, share: 0.32 },
      { title: columns.right, share: 0.11, align: 'right' },
      { title: columns.interval, share: 0.18, align: 'right' },
      { title: columns.checked, share: 0.09, align: 'right' },
      { title: columns.different, share: 0.1, align: 'right' },
      { title: columns.missing, share: 0.08, align: 'right' },
      { title: columns.unexpected, share: 0.12, align: 'right' },
    ],
    fields.slice(0, MOST_FIELDS).map((tally) => {
      const figured = figures(tally);
      const counts = [tally.checked, tally.different, tally.missing, tally.unexpected].map(formatCount);
      const share = figured
        ? [acceptance.share(figured.share), acceptance.between(figured.low, figured.high)]
        : [acceptance.noShare, ''];
      return { cells: [shorten(fieldName(tally.field)), ...share, ...counts] };
    }),
  );
  if (fields.length > MOST_FIELDS) paper.paragraph(acceptance.moreFields(fields.length - MOST_FIELDS), 'quiet');
};

const isDifference = ({ verdict }: ComparedCell): boolean => verdict !== 'right' && verdict !== 'unchecked';

/** The first differences, in the order of the file. */
export const differencesSection: Section = (paper, { comparison }, { acceptance, compare }) => {
  const all = comparison.cells.filter(isDifference);
  if (all.length === 0) {
    paper.heading(acceptance.noDifferences);
    return paper.paragraph(comparison.overall.checked > 0 ? acceptance.noDifferencesText : acceptance.nothingChecked);
  }
  const shown = all.slice(0, MOST_DIFFERENCES);
  const columns = acceptance.differenceColumns;
  paper.heading(all.length === 1 ? acceptance.oneDifference : acceptance.differences(shown.length, all.length));
  paper.table(
    [
      { title: columns.document, share: 0.24 },
      { title: columns.field, share: 0.2 },
      { title: columns.result, share: 0.12 },
      { title: columns.expected, share: 0.18 },
      { title: columns.found, share: 0.18 },
      { title: columns.sure, share: 0.08, align: 'right' },
    ],
    shown.map((cell) => ({
      cells: [
        cell.part > 0 ? acceptance.documentPart(shorten(cell.document), cell.part + 1) : shorten(cell.document),
        shorten(fieldName(cell.field)),
        compare.verdicts[cell.verdict],
        shorten(cell.expected),
        shorten(cell.found ?? ''),
        cell.confidence === null ? '' : formatConfidence(cell.confidence),
      ],
    })),
  );
  const values = shown.flatMap(({ document, expected, found }) => [document, expected, found ?? '']);
  if (values.some((value) => shorten(value) !== value)) paper.paragraph(acceptance.shortened, 'quiet');
};

/** What the share says nothing about, and how it was reckoned. */
export const methodSection: Section = (paper, { comparison }, { acceptance, compare }) => {
  paper.heading(acceptance.notCompared);
  const ambiguous = comparison.ambiguousDates > 0 ? [compare.notes.ambiguous(comparison.ambiguousDates)] : [];
  for (const note of [...compare.summary.notes(comparison), ...ambiguous]) paper.paragraph(shorten(note, LONGEST_NOTE));
  paper.paragraph(compare.summary.method, 'quiet');
};

/** Where it is accepted, or not, and signed: all on one page. */
export const signingSection: Section = (paper, _facts, { acceptance }) => {
  const { choices, lines, parties } = acceptance;
  paper.heading(acceptance.acceptance, 60 + choices.length * 18 + signingHeight(lines.length));
  paper.paragraph(acceptance.acceptanceText);
  paper.choices(choices);
  paper.signing(parties, lines);
};
