// Draws the sample documents that travel with the app: npx tsx scripts/make-samples.ts
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { businessCard } from './samples/business-card.ts';
import { form } from './samples/form.ts';
import { idCard } from './samples/id-card.ts';
import { invoice } from './samples/invoice.ts';
import { receipt } from './samples/receipt.ts';

const folder = join(import.meta.dirname, '../electron/analysis/samples');
const drawings = {
  'invoice.pdf': invoice,
  'receipt.pdf': receipt,
  'business-card.pdf': businessCard,
  'id-card.pdf': idCard,
  'form.pdf': form,
};
for (const [name, draw] of Object.entries(drawings)) {
  const bytes = await draw();
  await writeFile(join(folder, name), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
