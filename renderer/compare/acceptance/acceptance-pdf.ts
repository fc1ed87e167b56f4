import { PDFDocument } from 'pdf-lib';
import { type FontFiles, openFonts } from '#shared/pdf/drawing.ts';
import { namesOfCharacters } from '#shared/pdf/lacking.ts';
import { openPaper } from '#shared/pdf/paper.ts';
import { instant } from '#shared/pdf/tell.ts';
import type { Words } from '#shared/words/languages.ts';
import type { AcceptanceFacts } from './facts.ts';
import {
  comparedSection,
  differencesSection,
  fieldsSection,
  methodSection,
  resultSection,
  signingSection,
} from './sections.ts';

/**
 * A comparison as a PDF to sign. The same facts give the same bytes. Characters that the fonts lack are named in it, never
 * lost silently.
 */
export async function acceptancePdf(facts: AcceptanceFacts, words: Words, fontFiles: FontFiles): Promise<Uint8Array> {
  const { acceptance } = words;
  const made = new Date(facts.madeAt);
  const pdf = await PDFDocument.create();
  pdf.setTitle(acceptance.title, { showInWindowTitleBar: true });
  pdf.setProducer(`Drydock ${facts.version}`);
  pdf.setCreator('Drydock');
  pdf.setLanguage('en');
  pdf.setCreationDate(made);
  pdf.setModificationDate(made);
  const fonts = openFonts(pdf, fontFiles);
  const paper = openPaper(pdf, fonts, facts.rehearsal ? acceptance.rehearsal : null);
  const folder = facts.batch.folder.split(/[\\/]/).findLast((part) => part !== '') ?? facts.batch.folder;
  paper.title(acceptance.title, acceptance.lead(words.images[facts.batch.feature].name, folder));
  resultSection(paper, facts, words);
  comparedSection(paper, facts, words);
  fieldsSection(paper, facts, words);
  differencesSection(paper, facts, words);
  methodSection(paper, facts, words);
  const lacking = fonts.lacking();
  if (lacking.length > 0) paper.paragraph(acceptance.lacking(namesOfCharacters(lacking)), 'quiet');
  signingSection(paper, facts, words);
  paper.finish((page, all) => [acceptance.foot(instant(facts.madeAt)), acceptance.page(page, all)]);
  fonts.finish();
  return pdf.save();
}
