import fontUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

const SCALE = 2;

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};

/** The app's own typeface inside a drawing: a picture of it has no other way to it. */
async function withTypeface(svg: string): Promise<string> {
  const font = base64(new Uint8Array(await (await fetch(fontUrl)).arrayBuffer()));
  const face = `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${font}) format('woff2')}`;
  return svg.replace('<defs>', `<defs><style>${face}</style>`);
}

/** A drawing as a PNG of twice its size, for screens and paper alike. Rejects where the browser cannot draw it. */
export async function pngOf(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await withTypeface(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas to draw on');
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the canvas gave no picture');
  return new Uint8Array(await blob.arrayBuffer());
}
