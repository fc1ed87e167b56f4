import { useContext } from 'react';
import { useWords } from '../../ui/words.tsx';
import { isUnder } from '../model/field-lines.ts';
import { isNotFound } from '../model/fields.ts';
import type { ResultField, ResultView } from '../model/view.ts';
import { Confidence, DoubtContext } from './confidence.tsx';
import { CopyCell } from './copy-cell.tsx';
import classes from './fields.module.css';

interface FieldRowProps {
  readonly field: ResultField;
  readonly name: string;
  readonly depth: number;
  readonly view: ResultView;
}

/** One field: its name and type, what stands on the page and what the service makes of it, and how sure it is. */
export function FieldRow({ field, name, depth, view }: FieldRowProps) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  const page = field.place && view.pages.length > 1 ? view.pages[field.place.page]?.number : undefined;
  const about = [field.type, page === undefined ? null : words.page(page)].filter((one) => one !== null);
  const copied = field.text ?? (field.value === null ? null : String(field.value));
  return (
    <div
      className={classes['field']}
      data-result-id={field.id}
      data-low={isUnder(field.confidence, doubt) || undefined}
      style={{ '--depth': depth } as React.CSSProperties}
    >
      <div className={classes['name']}>
        <span>{name === '' ? words.noName : name}</span>
        {about.length > 0 ? <small>{about.join(', ')}</small> : null}
      </div>
      <FieldText field={field} />
      {saysHowSure(field) ? <Confidence value={field.confidence} /> : <span />}
      {copied === null ? <span /> : <CopyCell text={copied} label={words.copyValue(name)} />}
    </div>
  );
}

/** What is not found has no confidence, and what only holds others mostly has none either. */
const saysHowSure = (field: ResultField): boolean =>
  field.confidence !== null || (!isNotFound(field) && (field.kind === 'value' || field.text !== null));

/** Plain types whose value says more than their text. */
const NORMALISED = new Set([
  'date',
  'time',
  'phoneNumber',
  'number',
  'integer',
  'gender',
  'countryRegion',
  'selectionMark',
]);

/** The text on the page with the normalised value below it; says so where one of them is missing. */
export function FieldText({ field }: { readonly field: ResultField }) {
  const words = useWords().results;
  const value = field.value === null ? null : String(field.value);
  if (isNotFound(field) && field.kind === 'value') return <span className={classes['quiet']}>{words.notFound}</span>;
  if (field.kind !== 'value' && field.text === null)
    return <span className={classes['quiet']}>{field.kind === 'list' ? words.items(field.children.length) : ''}</span>;
  const isBare = field.kind === 'value' && value === null && NORMALISED.has(field.type ?? '');
  const content = (
    <>
      {field.text ?? value}
      {field.text !== null && value !== null && value !== field.text ? <small>{words.value(value)}</small> : null}
      {field.text === null ? <small>{words.noText}</small> : null}
      {isBare ? <small>{words.noValue}</small> : null}
    </>
  );
  if (!field.place?.corners) return <span className={classes['text']}>{content}</span>;
  // The click reaches the list, which knows the row.
  return (
    <button type="button" className={classes['text']}>
      {content}
    </button>
  );
}

/** A key that a model without labels found, and its value. */
export function PairRow({ index, view }: { readonly index: number; readonly view: ResultView }) {
  const words = useWords().results;
  const doubt = useContext(DoubtContext);
  const pair = view.pairs[index];
  if (!pair) return null;
  return (
    <div
      className={classes['field']}
      data-result-id={`p/${index}`}
      data-low={isUnder(pair.confidence, doubt) || undefined}
    >
      <div className={classes['name']}>
        <span>{pair.key}</span>
        {pair.label === null ? null : <small>{pair.label}</small>}
      </div>
      <button type="button" className={classes['text']}>
        {pair.value}
      </button>
      <Confidence value={pair.confidence} />
      <CopyCell text={pair.value} label={words.copyValue(pair.key)} />
    </div>
  );
}
