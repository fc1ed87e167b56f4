/** What every chart says, whatever it shows. */
export const chart = {
  hint: 'Left and right move through the points.',
  hintGrid: 'Left and right move by a week, up and down by a day.',
  asTable: (title: string) => `Show “${title}” as a table`,
  asChart: (title: string) => `Show “${title}” as a chart`,
  numbersOf: (title: string) => `Numbers of “${title}”`,
  legendOf: (title: string) => `Legend of “${title}”`,
  save: (title: string) => `Save “${title}”`,
  png: 'Picture (PNG)…',
  svg: 'Drawing (SVG)…',
  csv: 'Numbers (CSV)…',
  savePng: 'Save the chart as a picture',
  saveSvg: 'Save the chart as a drawing',
  saveCsv: 'Save the numbers',
} as const;
