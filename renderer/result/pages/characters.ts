/** What PDF.js tells of a page that its text is in. */
interface TextPage {
  getTextContent(): Promise<{ readonly items: readonly object[] }>;
  getAnnotations(): Promise<readonly { readonly fieldValue?: unknown }[]>;
}

/** The characters that a page of a PDF has as text, blanks aside. What is in form fields is text too, for all who search. */
export async function charactersOn(page: TextPage): Promise<number> {
  const { items } = await page.getTextContent();
  const fields = (await page.getAnnotations()).map(({ fieldValue }) => fieldValue);
  const texts = [...items.map((item) => ('str' in item ? item.str : '')), ...fields.flat()];
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? text.replace(/\s/g, '').length : 0), 0);
}
