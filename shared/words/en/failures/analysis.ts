import { formatBytes, formatCount, formatMemory } from '../../../rules/format.ts';
import { mayCountTwice } from '../analyse.ts';
import { expectedTroubles } from '../compare.ts';
import { images } from '../names.ts';
import { instant } from './instant.ts';
import type { FailureWords } from './type.ts';

/** Where in a file, for those who can open it in an editor. */
const inLine = (line: number | null): string => (line === null ? '' : ` in line ${formatCount(line)}`);

export const analysisFailures = {
  'file.too-large': ({ name, limitBytes }) => ({
    said: `${name} is larger than ${formatMemory(limitBytes)}, the most that Drydock opens.`,
    next: 'Choose a smaller file.',
  }),
  'file.too-many': ({ most }) => ({
    said: most === 1 ? 'More than one file was dropped.' : `More than ${most} files were dropped.`,
    next: most === 1 ? 'Drop one file.' : `Drop up to ${most} files at a time.`,
  }),
  'document.empty': ({ name }) => ({ said: `${name} is empty.`, next: 'Choose another document.' }),
  'document.too-large': ({ name, sizeBytes, limitBytes }) => ({
    said: `${name} has ${formatBytes(sizeBytes)}; the service takes up to ${formatMemory(limitBytes)}.`,
    next: 'Split it or scan it at a lower resolution.',
  }),
  'document.wrong-type': ({ name }) => ({
    said: `${name} is not a document that the service reads.`,
    next: 'Use a PDF, JPEG, PNG, BMP or TIFF file.',
  }),
  'document.password-protected': ({ name }) => ({
    said: `${name} is protected with a password.`,
    next: 'Save a copy without the password and use that.',
  }),
  'document.damaged': ({ name }) => ({
    said: `${name} is damaged: the service could not open it.`,
    next: 'Make the file again and try once more.',
  }),
  'document.killed-service': ({ image, memoryBytes, enoughBytes }) => ({
    said: `This document needs more memory than the ${images[image].name} container has: it was killed at ${formatMemory(memoryBytes)}.`,
    next: `Give it ${formatMemory(enoughBytes)} on the Run page and start again, or send the document in parts. Others can be sent meanwhile.`,
  }),
  'document.may-count-twice': ({ name, pages, sentAt, why }) => ({
    said:
      why === 'forgotten'
        ? `The service took ${name} on ${instant(sentAt)} and does not know it any more: its result is lost.`
        : `${name} was sent on ${instant(sentAt)}, and nobody knows whether the service took it.`,
    next: `Send it again if you need its result. ${mayCountTwice(pages)}`,
  }),
  'document.interrupted': ({ name, sentAt, others }) => ({
    said: `An analysis of ${name} from ${instant(sentAt)} was interrupted${others > 0 ? `, and ${others === 1 ? 'one other' : `${others} others`}` : ''}.`,
    next: 'The Analyse page of its deployment lists it: where the service took the document, its result is fetched there and nothing counts again.',
  }),
  'document.not-interrupted': () => ({
    said: 'This analysis is not on the list of interrupted ones any more.',
    next: 'Its result was fetched or put away. Analyse the document again if you need it.',
  }),
  'document.refused': ({ name, serviceCode, serviceMessage }) => ({
    said: `The service refused ${name}: ${serviceMessage} (${serviceCode}).`,
    next: 'Change the document or the options, then analyse again.',
  }),
  'result.gone': () => ({
    said: 'This answer is not kept any more; Drydock remembers the newest ones while it is open.',
    next: 'Analyse the document again, or open the answer from a file.',
  }),
  'result.unreadable': ({ name }) => ({
    said: `${name} holds no answer of the service: it is not JSON.`,
    next: 'Choose a file that was saved as an answer, or analyse the document.',
  }),
  'result.blank': ({ name }) => ({ said: `${name} is empty.`, next: 'Choose a file that was saved as an answer.' }),
  'result.packed': ({ name }) => ({
    said: `${name} is a compressed file (gzip or zip), not an answer as text.`,
    next: 'Unpack it, then open the file that was inside.',
  }),
  'result.no-text': ({ name }) => ({
    said: `${name} is not text in UTF-8 or UTF-16, so it is no answer of the service.`,
    next: 'Choose a file that was saved as an answer, or save it again as UTF-8.',
  }),
  'result.cut-off': ({ name, line }) => ({
    said: `${name} is incomplete: it ends before the answer does${inLine(line)}.`,
    next: 'Copy the file again, or analyse the document.',
  }),
  'result.more-after-end': ({ name, line, found }) => ({
    said: `${name} goes on after the end of the answer${inLine(line)}, with “${found}”.`,
    next: 'Remove what follows the last closing brace, then open it again.',
  }),
  'result.bare-word': ({ name, line, found }) => ({
    said: `${name} contains “${found}”${inLine(line)}, which is not valid JSON.`,
    next: 'A program changed this file after the service made it. Open the answer as the service sent it.',
  }),
  'document.unknown-sample': () => ({
    said: 'This sample document is not part of Drydock any more.',
    next: 'Choose another sample.',
  }),
  'document.unreadable': ({ name }) => ({
    said: `${name} could not be read from the disk.`,
    next: 'Check that the file is still there and that you may read it, then try again.',
  }),
  'batch.unknown': () => ({
    said: 'This batch is not known any more.',
    next: 'Choose its folder again: what is done already is not sent again.',
  }),
  'batch.already-running': ({ folder }) => ({
    said: `The documents in ${folder} are being analysed already.`,
    next: 'Look at the batch in the list.',
  }),
  'batch.nothing-to-send': ({ folder }) => ({
    said: `${folder} holds no document that the service reads.`,
    next: 'Choose a folder with PDF, JPEG, PNG, BMP or TIFF files.',
  }),
  'batch.folder-unreadable': ({ path }) => ({
    said: `The folder ${path} cannot be read.`,
    next: 'Check that it is still there and that you may open it, or choose another.',
  }),
  'batch.folder-too-large': ({ path, files, depth }) => ({
    said: `The folder ${path} holds more than ${files} files, or folders more than ${depth} deep.`,
    next: 'Choose a folder further down, or leave its subfolders out.',
  }),
  'batch.look-replaced': ({ path }) => ({
    said: `Looking into ${path} was broken off, because another folder was chosen.`,
    next: 'Choose the folder again to look into it.',
  }),
  'batch.manifest-unreadable': ({ setAside, kept }) => ({
    said: `The list of what became of each document could not be read in full; ${kept} ${kept === 1 ? 'entry was' : 'entries were'} kept.`,
    next: `It was set aside as ${setAside}. Answers are all still there; documents without an entry are sent again.`,
  }),
  'batch.list-unreadable': ({ setAside }) => ({
    said: 'The list of batches could not be read.',
    next: `It was set aside as ${setAside}. Choose a batch’s folder again and it continues where it stopped.`,
  }),
  'batch.answer-missing': ({ name }) => ({
    said: `There is no answer for ${name} in the results folder.`,
    next: 'Send the failed and missing documents again.',
  }),
  'service.unreachable': ({ image, port }) => ({
    said: `${images[image].name} does not answer on port ${port}.`,
    next: 'Look at its state and log on the Run page; restart it if it hangs.',
  }),
  'service.busy': ({ image }) => ({
    said: `${images[image].name} is busy and took no more work.`,
    next: 'Wait a little, then analyse again.',
  }),
  'service.failed': ({ image, serviceCode, serviceMessage }) => ({
    said: `${images[image].name} could not finish: ${serviceMessage} (${serviceCode}).`,
    next: 'Look at its log on the Run page, then analyse again.',
  }),
  'service.nonsense': ({ image, route }) => ({
    said: `${images[image].name} gave an answer that is not in its contract (${route}).`,
    next: 'Check that the port belongs to this container. The answer is in the detail.',
  }),
  'service.answer-too-long': ({ image, limitBytes }) => ({
    said: `${images[image].name} answered with more than ${formatBytes(limitBytes)}. Drydock reads no more than that.`,
    next: 'Read the document in parts: enter some of its pages, e.g. 1-100.',
  }),
  'service.too-slow': ({ image, seconds }) => ({
    said: `${images[image].name} has not finished after ${seconds} s.`,
    next: 'Give it more CPUs or memory, or analyse fewer pages.',
  }),
  'expected.unreadable': ({ line, why }) => ({
    said: `Line ${formatCount(line)} of the file of expected values: ${expectedTroubles[why]}.`,
    next: 'Correct this line, save the file as CSV, and choose it again. Nothing of it was used.',
  }),
} satisfies Partial<FailureWords>;
