import { AFRelationship, PDFDocument } from 'pdf-lib';
import { type FontFiles, openFonts } from '#shared/pdf/drawing.ts';
import { namesOfCharacters } from '#shared/pdf/lacking.ts';
import { openPaper } from '#shared/pdf/paper.ts';
import { day, instant } from '#shared/pdf/tell.ts';
import type { Words } from '#shared/words/languages.ts';
import type { EvidenceFacts } from './facts.ts';
import { commitmentsSection, monthsSection, readingsSection, summarySection } from './use-sections.ts';
import { auditorSection, imagesSection, irregularSection, ledgerSection, licencesSection } from './world-sections.ts';

/**
 * The report of a period as a PDF that holds the raw readings as a file. Characters that the fonts lack are named in it,
 * never lost silently.
 */
export async function evidencePdf(
  facts: EvidenceFacts,
  words: Words,
  fontFiles: FontFiles,
): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> {
  const { evidence } = words;
  const { period, attached } = facts;
  const [from, to] = [day(period.from), day(period.to)];
  const made = new Date(facts.madeAt);
  const pdf = await PDFDocument.create();
  pdf.setTitle(`${evidence.title}, ${period.from} to ${period.to}`, { showInWindowTitleBar: true });
  pdf.setSubject(evidence.lead(from, to));
  pdf.setProducer(`Drydock ${facts.host.version}`);
  pdf.setCreator('Drydock');
  pdf.setLanguage('en');
  pdf.setCreationDate(made);
  pdf.setModificationDate(made);
  await pdf.attach(attached.bytes, attached.name, {
    mimeType: 'application/jsonl',
    description: evidence.readings.title,
    creationDate: made,
    modificationDate: made,
    afRelationship: AFRelationship.Data,
  });
  const fonts = openFonts(pdf, fontFiles);
  const paper = openPaper(pdf, fonts, facts.rehearsal ? evidence.rehearsal : null);
  paper.title(evidence.title, evidence.lead(from, to));
  summarySection(paper, facts, words);
  monthsSection(paper, facts, words);
  commitmentsSection(paper, facts, words);
  licencesSection(paper, facts, words);
  imagesSection(paper, facts, words);
  ledgerSection(paper, facts, words);
  irregularSection(paper, facts, words);
  auditorSection(paper, facts, words);
  paper.newPage();
  readingsSection(paper, facts, words);
  const lacking = fonts.lacking();
  if (lacking.length > 0) paper.paragraph(evidence.lacking(namesOfCharacters(lacking)), 'quiet');
  const pages = paper.finish((page, all) => [
    evidence.foot(period.from, period.to, instant(facts.madeAt)),
    evidence.page(page, all),
  ]);
  fonts.finish();
  return { bytes: await pdf.save(), pages };
}
