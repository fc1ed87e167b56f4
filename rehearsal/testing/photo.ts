import { createCanvas } from '@napi-rs/canvas';

const [width, height] = [900, 1200];
const text = [
  'CONTOSO',
  '123 Main Street',
  'Redmond, WA 98052',
  '987-654-3210',
  '',
  '6/10/2019 13:59',
  'Sales Associate: Paul',
  '',
  '1 Surface Pro 6   $999.00',
  '1 SurfacePen       $99.99',
  '',
  'Sub-Total       $1098.99',
  'Tax 10%          $104.40',
  'Total           $1203.39',
];

/** Numbers from 0 to 1, the same at each call of the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/**
 * A photograph as phones make them: a slip of paper on a desk, light that falls off to a corner, and noise. The boards of the
 * desk run at a slope of 4.8 degrees, the text at 0.7.
 */
export function deskPhoto(): { readonly png: Uint8Array; readonly words: readonly string[] } {
  const next = numbersFrom(7);
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#5b4a38';
  pen.fillRect(0, 0, width, height);
  for (let board = 0; board < 170; board += 1) {
    pen.strokeStyle = `rgba(${200 + next() * 40},${185 + next() * 30},160,0.8)`;
    pen.lineWidth = 1 + next() * 3;
    const y = next() * height;
    pen.beginPath();
    pen.moveTo(0, y);
    pen.lineTo(width, y - 75);
    pen.stroke();
  }
  pen.save();
  pen.translate(width / 2, height / 2);
  pen.rotate((0.7 * Math.PI) / 180);
  pen.translate(-width / 2, -height / 2);
  pen.fillStyle = '#e9e6df';
  pen.fillRect(230, 120, 440, 960);
  pen.fillStyle = '#2a2a2a';
  pen.font = '20px "DejaVu Sans Mono", monospace';
  for (const [at, line] of text.entries()) pen.fillText(line, 260, 190 + at * 52);
  pen.restore();
  const light = pen.createLinearGradient(0, 0, width, height);
  light.addColorStop(0, 'rgba(0,0,0,0)');
  light.addColorStop(1, 'rgba(0,0,0,0.55)');
  pen.fillStyle = light;
  pen.fillRect(0, 0, width, height);
  const image = pen.getImageData(0, 0, width, height);
  for (let at = 0; at < image.data.length; at += 4) {
    const noise = (next() - 0.5) * 24;
    for (let channel = at; channel < at + 3; channel += 1)
      image.data[channel] = Math.max(0, Math.min(255, (image.data[channel] ?? 0) + noise));
  }
  pen.putImageData(image, 0, 0);
  return { png: canvas.toBuffer('image/png'), words: text.join(' ').split(/\s+/).filter(Boolean) };
}
