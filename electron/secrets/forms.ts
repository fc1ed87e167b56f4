/**
 * The forms in which programs print a secret by themselves: as it is, in upper and lower case, escaped for URLs and JSON,
 * and in hexadecimal and base64 of its letters, of its UTF-16, and of the bytes that it spells where it is hexadecimal.
 * Longest first, so that a form that holds another is found whole.
 */
export function formsOf(secret: string): readonly string[] {
  const plain = [secret, JSON.stringify(secret).slice(1, -1), ...inUrl(secret)];
  const bytes = bytesOf(secret).flatMap((one) => [one.toString('hex'), ...base64Forms(one)]);
  const both = [...plain, ...bytes.flatMap((form) => [form, ...inUrl(form)])];
  const all = new Set(both.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase()]));
  return [...all].toSorted((a, b) => b.length - a.length);
}

/** What of a secret may be written as numbers. */
export function bytesOf(secret: string): readonly Buffer[] {
  const wide = Buffer.from(secret, 'utf16le');
  const spelt = /^(?:[0-9a-f]{2}){8,}$/i.test(secret) ? [Buffer.from(secret, 'hex')] : [];
  return [Buffer.from(secret, 'utf8'), wide, Buffer.from(wide).swap16(), ...spelt];
}

function inUrl(text: string): readonly string[] {
  const encoded = encodeURIComponent(Buffer.from(text).toString());
  return encoded === text ? [] : [encoded];
}

/**
 * The characters that a secret leaves in base64 when it begins at the first, second or third byte of a group. Those it
 * shares with its neighbours are left out, so that they are found whatever the neighbours are.
 */
function base64Forms(bytes: Buffer): readonly string[] {
  const forms = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(from, to);
  });
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
