import type { DocumentResult, FieldValue } from '../wire/answer.ts';
import { parseZone, type Zone, zoneLine } from './mrz.ts';
import { joinRuns, type Run, type TextLine, type TextPage, textOf } from './text.ts';
import { objectField, placeOf, presentFields, stringField, trust } from './values.ts';

type Found = FieldValue | null;

/** The words of a zone's part, by its place in the line; a zone is one word, or several where a font shows gaps. */
function partOfZone(line: TextLine, from: number, to: number): Run {
  let at = 0;
  const tokens = line.tokens.filter((token) => {
    const start = at;
    at += token.text.length;
    return start < to && at > from;
  });
  return { page: line.page, tokens };
}

function zoneFields(zone: Zone, first: TextLine, second: TextLine): Readonly<Record<string, FieldValue>> {
  const factor = zone.checked ? trust.labelled : trust.guess;
  const text = (run: Run, value: string): Found =>
    value === '' ? null : { ...stringField(run, factor), valueString: value, text: value };
  const date = (run: Run, value: string | null): Found =>
    value === null ? null : { type: 'date', valueDate: value, ...placeOf(run, factor), text: value };
  const country = (run: Run, value: string): Found =>
    value === '' ? null : { type: 'countryRegion', valueCountryRegion: value, ...placeOf(run, factor), text: value };
  return presentFields({
    CountryRegion: country(partOfZone(first, 2, 5), zone.issuer),
    DateOfBirth: date(partOfZone(second, 13, 19), zone.dateOfBirth),
    DateOfExpiration: date(partOfZone(second, 21, 27), zone.dateOfExpiration),
    DocumentNumber: text(partOfZone(second, 0, 9), zone.documentNumber),
    FirstName: text(partOfZone(first, 5, 44), zone.firstName),
    LastName: text(partOfZone(first, 5, 44), zone.lastName),
    Nationality: country(partOfZone(second, 10, 13), zone.nationality),
    Sex: text(partOfZone(second, 20, 21), zone.sex),
  });
}

/** A passport, by its zone. Its fields stand inside the zone's, as the recorded answer has it (vendor contract 7). */
export function passportOf(page: TextPage, year: number): DocumentResult | null {
  for (const [index, first] of page.lines.entries()) {
    const second = page.lines[index + 1];
    const [upper, lower] = [zoneLine(first.text), zoneLine(second?.text ?? '')];
    const zone = upper && lower ? parseZone(upper, lower, year) : null;
    if (!zone || !second || !upper || !lower) continue;
    const whole = joinRuns([first, second]);
    const field = {
      ...objectField(zoneFields(zone, first, second), whole, zone.checked ? trust.labelled : trust.guess),
      text: `${textOf(first).replaceAll(' ', '')} ${textOf(second).replaceAll(' ', '')}`,
    };
    const docType = 'prebuilt:idDocument:passport';
    return {
      docType,
      docTypeConfidence: zone.checked ? 0.995 : 0.8,
      pageRange: [page.page, page.page],
      fields: { MachineReadableZone: field },
    };
  }
  return null;
}
