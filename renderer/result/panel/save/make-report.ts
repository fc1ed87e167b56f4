import { formatClock, formatDay } from '#shared/rules/format.ts';
import type { Words } from '#shared/words/languages.ts';
import { pdfFonts } from '../../../files/pdf-fonts.ts';
import { reportPdf } from '../../exports/pdf/report.ts';
import type { ResultView } from '../../model/view.ts';
import type { PageSource } from '../../pages/page-source.ts';
import type { AboutAnalysis } from '../../shown.ts';
import { pagePicture } from './page-picture.ts';

const LONG_SIDE = 1800;

interface ReportOrder {
  readonly view: ResultView;
  readonly page: number;
  readonly name: string;
  readonly about: AboutAnalysis | null;
  readonly words: Words;
  readonly version: string;
  readonly rehearsal: boolean;
  readonly source: PageSource | null;
  readonly signal: AbortSignal;
}

/** A report of one page, drawn with its picture where there is one. */
export async function makeReport(order: ReportOrder): Promise<Uint8Array> {
  const { view, page, name, about, words, version, rehearsal, source, signal } = order;
  const shown = view.pages[page] ?? null;
  const picture = source ? await pagePicture(source, shown?.number ?? page + 1, shown, LONG_SIDE, signal) : null;
  const facts = {
    documentName: name,
    feature: about?.feature ? words.images[about.feature].name : null,
    image: about?.image ?? null,
    readAt: about?.readAt ? `${formatDay(about.readAt)}, ${formatClock(about.readAt)}` : null,
    version,
    rehearsal,
    page,
    picture,
  };
  return reportPdf(view, facts, words, await pdfFonts());
}
