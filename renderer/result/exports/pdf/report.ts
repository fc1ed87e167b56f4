import { PDFDocument } from 'pdf-lib';
import { type Drawing, drawOn, type FontFiles, type TextStyle, wrap } from '#shared/pdf/drawing.ts';
import { DOUBT, INK, MUTED, RULE } from '#shared/pdf/ink.ts';
import { namesOfCharacters } from '#shared/pdf/lacking.ts';
import { formatConfidence } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import type { Corners, ResultView } from '../../model/view.ts';
import { trustIn } from '../../model/walk.ts';
import { type ReportRow, reportRows } from './report-rows.ts';
import type { PagePicture } from './searchable.ts';

export interface ReportFacts {
  readonly documentName: string;
  /** What it was read as, e.g. `Invoice`. */
  readonly feature: string | null;
  /** Reference of the image that read it. */
  readonly image: string | null;
  /** When, as a person reads it. */
  readonly readAt: string | null;
  readonly version: string;
  /** Read by the stand-in, to practise; the report then says so. */
  readonly rehearsal: boolean;
  /** Index into the view's pages. */
  readonly page: number;
  /** Of that page, lying as the service saw it; null where it cannot be drawn. */
  readonly picture: PagePicture | null;
}

/** A4, lying. */
const WIDTH = 842;
const HEIGHT = 595;
const MARGIN = 36;
const TOP = 92;
const BOTTOM = HEIGHT - 50;
const GAP = 24;
const WIDEST_PICTURE = 400;

const ACCENT = '#175c93';
const SOFT = '#f0f3f7';

const TITLE: TextStyle = { size: 16, colour: INK, weight: 'bold' };
const SMALL: TextStyle = { size: 8.5, colour: MUTED };
const NAME: TextStyle = { size: 8.5, colour: MUTED };
const VALUE: TextStyle = { size: 8.5, colour: INK, weight: 'bold' };
const BADGE: TextStyle = { size: 6.5, colour: '#ffffff', weight: 'bold' };

/**
 * A report of one page on one sheet: the page with its boxes, numbered, and beside it what was read. What does not fit is
 * counted; characters that the typeface lacks are named.
 */
export async function reportPdf(
  view: ResultView,
  facts: ReportFacts,
  words: Words,
  fonts: FontFiles,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(facts.documentName);
  pdf.setProducer('Drydock');
  pdf.setCreator('Drydock');
  const sheet = pdf.addPage([WIDTH, HEIGHT]);
  const rows = reportRows(view, facts.page, words.exporting.report);
  const frame = frameOf(view, facts);
  if (facts.picture) {
    const bytes = new Uint8Array(facts.picture.bytes); // pdf-lib reads a part of a larger buffer from the buffer's start
    const image = await (facts.picture.type === 'image/png' ? pdf.embedPng(bytes) : pdf.embedJpg(bytes));
    sheet.drawImage(image, {
      x: frame.x,
      y: HEIGHT - frame.y - frame.height,
      width: frame.width,
      height: frame.height,
    });
  }
  const drawing = drawOn(pdf, sheet, fonts);
  head(drawing, view, facts, words);
  drawing.outline(cornersOf(frame), RULE, 0.75);
  if (!facts.picture) notePicture(drawing, frame, words.exporting.report.noPicture);
  const shown = list(drawing, rows, frame.x + frame.width + GAP, words);
  boxes(drawing, view, facts.page, frame, rows.slice(0, shown));
  foot(drawing, facts, words);
  drawing.finish();
  return pdf.save();
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function frameOf(view: ResultView, { page, picture }: ReportFacts): Frame {
  const { width, height } = view.pages[page] ?? picture ?? { width: 1, height: 1 };
  const scale = Math.min(WIDEST_PICTURE / width, (BOTTOM - TOP) / height);
  return { x: MARGIN, y: TOP, width: width * scale, height: height * scale };
}

const cornersOf = ({ x, y, width, height }: Frame) =>
  [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ] as const;

function head(drawing: Drawing, view: ResultView, facts: ReportFacts, { exporting }: Words): void {
  const words = exporting.report;
  const [title = ''] = wrap(drawing, facts.documentName, WIDTH - 2 * MARGIN - (facts.rehearsal ? 240 : 0), TITLE, 1);
  drawing.text(MARGIN, MARGIN + 12, title, TITLE);
  if (facts.rehearsal) drawing.textBefore(WIDTH - MARGIN, MARGIN + 12, words.rehearsal, { ...VALUE, colour: DOUBT });
  const about = [
    facts.feature,
    words.page(view.pages[facts.page]?.number ?? facts.page + 1, view.pages.length),
    facts.readAt === null ? null : words.read(facts.readAt),
    facts.image,
  ].filter((one) => one !== null);
  const [line = ''] = wrap(drawing, about.join(' · '), WIDTH - 2 * MARGIN, SMALL, 1);
  drawing.text(MARGIN, MARGIN + 28, line, SMALL);
  drawing.line(MARGIN, TOP - 16, WIDTH - MARGIN, TOP - 16, RULE, 0.75);
}

function notePicture(drawing: Drawing, { x, y, width }: Frame, note: string): void {
  wrap(drawing, note, width - 24, SMALL, 4).forEach((line, at) => {
    drawing.text(x + 12, y + 20 + at * 12, line, SMALL);
  });
}

/** Draws the rows that fit and says how many do not; hands back how many are drawn. */
function list(drawing: Drawing, rows: readonly ReportRow[], left: number, all: Words): number {
  const words = all.exporting.report;
  const right = WIDTH - MARGIN;
  const nameAt = left + 20;
  const nameWidth = Math.min(132, (right - left) * 0.3);
  const valueAt = nameAt + nameWidth + 10;
  const sureAt = right - 84;
  const title: TextStyle = { ...SMALL, weight: 'bold' };
  drawing.text(nameAt, TOP + 8, words.columns.field, title);
  drawing.text(valueAt, TOP + 8, words.columns.value, title);
  drawing.text(sureAt, TOP + 8, words.columns.confidence, title);
  if (rows.length === 0) drawing.text(nameAt, TOP + 30, words.none, SMALL);
  let y = TOP + 15;
  for (const [at, row] of rows.entries()) {
    const names = wrap(drawing, row.name, nameWidth, NAME, 2);
    const value = row.value ?? words.notFound;
    const values = wrap(drawing, value, sureAt - valueAt - 10, row.value === null ? NAME : VALUE, 3);
    const valueWidth = sureAt - valueAt - 10;
    const lead = values.length === 1 ? drawing.measure(values[0] ?? '', VALUE) + 8 : 0;
    const after = row.normalised !== null && lead > 0 && lead + drawing.measure(row.normalised, NAME) <= valueWidth;
    const below = row.normalised === null || after ? [] : wrap(drawing, row.normalised, valueWidth, NAME, 1);
    const height = Math.max(names.length, values.length + below.length) * 11 + 7;
    const isLast = at === rows.length - 1;
    if (y + height > BOTTOM - (isLast ? 0 : 16)) {
      drawing.text(nameAt, y + 13, words.more(rows.length - at), { ...SMALL, colour: INK });
      return at;
    }
    drawing.line(left, y, right, y, RULE);
    if (row.corners) badge(drawing, left, y + 4.5, at + 1);
    const write = (x: number, lines: readonly string[], style: TextStyle, from = 0) =>
      lines.forEach((line, index) => {
        drawing.text(x, y + 12.5 + (from + index) * 11, line, style);
      });
    write(nameAt, names, NAME);
    write(valueAt, values, row.value === null ? NAME : VALUE);
    if (after) write(valueAt + lead, [row.normalised ?? ''], NAME);
    write(valueAt, below, NAME, values.length);
    if (row.value !== null) write(sureAt, [sureness(row, all)], sureStyle(row));
    y += height;
  }
  return rows.length;
}

function sureness({ confidence }: ReportRow, { exporting, analyse }: Words): string {
  if (confidence === undefined) return '';
  if (confidence === null) return exporting.report.notGiven;
  const trust = trustIn(confidence);
  return trust === 'high' ? formatConfidence(confidence) : `${formatConfidence(confidence)} ${analyse.trust[trust]}`;
}

const sureStyle = ({ confidence }: ReportRow): TextStyle =>
  confidence !== null && confidence !== undefined && trustIn(confidence) !== 'high' ? { ...NAME, colour: DOUBT } : NAME;

const BADGE_HEIGHT = 9.5;

function badge(drawing: Drawing, x: number, y: number, number: number): void {
  const width = Math.max(12, drawing.measure(String(number), BADGE) + 5);
  drawing.fill(x, y, width, BADGE_HEIGHT, ACCENT);
  drawing.text(x + (width - drawing.measure(String(number), BADGE)) / 2, y + 7, String(number), BADGE);
}

function boxes(drawing: Drawing, view: ResultView, page: number, frame: Frame, rows: readonly ReportRow[]): void {
  const { width, height } = view.pages[page] ?? { width: 1, height: 1 };
  // What lies beyond the page is drawn at its edge.
  const share = (value: number, whole: number): number => Math.min(1, Math.max(0, value / whole));
  const inFrame = (corners: Corners) =>
    [0, 2, 4, 6].map(
      (at) =>
        [
          frame.x + share(corners[at] ?? 0, width) * frame.width,
          frame.y + share(corners[at + 1] ?? 0, height) * frame.height,
        ] as const,
    );
  const outlines = rows.map(({ corners }) => (corners ? inFrame(corners) : null));
  for (const points of outlines) if (points) drawing.outline(points, ACCENT, 0.8);
  outlines.forEach((points, at) => {
    if (!points) return;
    const left = Math.min(...points.map(([x]) => x));
    const top = Math.min(...points.map(([, y]) => y));
    badge(drawing, Math.max(frame.x, left - 12), Math.max(frame.y, top - 2), at + 1);
  });
}

const MOST_NAMED = 12;

function foot(drawing: Drawing, facts: ReportFacts, words: Words): void {
  const y = HEIGHT - 26;
  const made = words.exporting.report.made(facts.version);
  drawing.fill(MARGIN, y - 14, WIDTH - 2 * MARGIN, 0.75, SOFT);
  drawing.textBefore(WIDTH - MARGIN, y, made, SMALL);
  const lacking = drawing.lacking();
  if (lacking.length === 0) return;
  const signs = namesOfCharacters(lacking, MOST_NAMED);
  const room = WIDTH - 2 * MARGIN - drawing.measure(made, SMALL) - 24;
  wrap(drawing, words.exporting.report.lacking(signs), room, SMALL, 2).forEach((line, at) => {
    drawing.text(MARGIN, y + at * 10, line, SMALL);
  });
}
