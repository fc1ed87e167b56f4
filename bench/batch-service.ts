// A service for the benchmark `batch`, in a process of its own: some workers, so long for a page, answers as large as real
// ones. Arguments: workers, milliseconds for a page. Prints its port; ends with its standard input.
import { startFakeService } from '../electron/batch/testing/fake-service.ts';

const [workers = 8, perPageMs = 100] = process.argv.slice(2).map(Number);

const PAGES = /-(\d+)p\.pdf$/;
const pagesOf = (name: string): number => Number(PAGES.exec(name)?.[1] ?? 1);
/** Documents of the same length do not take the same time; the same document does, in each run. */
const spreadOf = (name: string): number => 0.7 + ((Number.parseInt(name, 10) * 7919) % 601) / 1000;

const word = (at: number) => ({
  text: `word${at}`,
  boundingBox: [1.0125, 1.1, 1.5375, 1.1, 1.5375, 1.25, 1.0125, 1.25],
  confidence: 0.987,
});
const line = (at: number) => ({
  text: Array.from({ length: 8 }, (_, word) => `word${at * 8 + word}`).join(' '),
  boundingBox: [1, 1, 7, 1, 7, 1.2, 1, 1.2],
  words: Array.from({ length: 8 }, (_, each) => word(at * 8 + each)),
  appearance: { style: { name: 'other', confidence: 0.878 } },
});
const page = (number: number) => ({
  page: number,
  angle: 0,
  width: 8.5,
  height: 11,
  unit: 'inch',
  lines: Array.from({ length: 45 }, (_, at) => line(at)),
});
const field = (text: string) => ({ type: 'string', valueString: text, text, page: 1, confidence: 0.9 });

const answers = new Map<number, unknown>();
function answerOf(name: string): unknown {
  const pages = pagesOf(name);
  const made = answers.get(pages) ?? {
    version: '2.1.0',
    readResults: Array.from({ length: pages }, (_, at) => page(at + 1)),
    documentResults: [
      {
        docType: 'prebuilt:invoice',
        pageRange: [1, pages],
        fields: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`Field${at}`, field(`value ${at}`)])),
      },
    ],
  };
  answers.set(pages, made);
  return made;
}

const service = await startFakeService({
  workers,
  milliseconds: (name) => pagesOf(name) * perPageMs * spreadOf(name),
  analyzeResult: answerOf,
});
process.stdout.write(`${service.port}\n`);
process.stdin.resume().on('end', () => process.exit(0));
