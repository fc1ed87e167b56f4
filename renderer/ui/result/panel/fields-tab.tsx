import { UnstyledButton } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { ResultDocument, ResultField } from '#shared/results/view.ts';
import { columnsOf, spellOut, trustIn } from '#shared/results/walk.ts';
import { formatShare } from '#shared/rules/format.ts';
import { useWords } from '../../words.tsx';
import classes from './results.module.css';

interface FieldsTabProps {
  readonly documents: readonly ResultDocument[];
  readonly onPick: (id: string) => void;
}

/** The fields of each document found, with what the service thinks of its own reading. */
export function FieldsTab({ documents, onPick }: FieldsTabProps) {
  const words = useWords().analyse;
  return documents.map((document, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
    <section key={at} className={classes['document']} aria-label={words.documentAt(at + 1, document.docType)}>
      <header className={classes['documentHead']}>
        <h2>{words.documentAt(at + 1, document.docType)}</h2>
        <span>{words.onPages(document.pages)}</span>
      </header>
      <table className={classes['fields']}>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.confidence}</th>
          </tr>
        </thead>
        <tbody>
          {document.fields.map((field) => (
            <FieldRows key={field.id} field={field} name={spellOut(field.name)} depth={0} onPick={onPick} />
          ))}
        </tbody>
      </table>
    </section>
  ));
}

interface RowsProps {
  readonly field: ResultField;
  readonly name: string;
  readonly depth: number;
  readonly onPick: (id: string) => void;
}

function FieldRows({ field, name, depth, onPick }: RowsProps): ReactNode {
  const columns = columnsOf(field);
  if (columns)
    return (
      <tr>
        <td colSpan={3} className={classes['itemsCell']}>
          <Items list={field} name={name} columns={columns} onPick={onPick} />
        </td>
      </tr>
    );
  const children = field.children.map((child) => (
    <FieldRows
      key={child.id}
      field={child}
      name={field.kind === 'list' ? `${name} ${child.name}` : spellOut(child.name)}
      depth={field.kind === 'list' ? depth : depth + 1}
      onPick={onPick}
    />
  ));
  if (field.kind === 'list') return children;
  return (
    <Fragment>
      <tr data-result-id={field.id}>
        <th scope="row" style={{ paddingInlineStart: 8 + depth * 16 }}>
          {name}
        </th>
        <td>
          <FieldText field={field} onPick={onPick} />
        </td>
        <td>
          <Confidence value={field.confidence} />
        </td>
      </tr>
      {children}
    </Fragment>
  );
}

/** Line items: one row per item, one column for each member that any of them has. */
function Items({
  list,
  name,
  columns,
  onPick,
}: Omit<RowsProps, 'field' | 'depth'> & { readonly list: ResultField; readonly columns: readonly string[] }) {
  return (
    <section aria-label={name} className={classes['itemsScroll']}>
      <table className={classes['items']}>
        <caption>{name}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {spellOut(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.children.map((item) => (
            <tr key={item.id}>
              {columns.map((column) => {
                const cell = item.children.find((child) => child.name === column);
                return (
                  <td key={column} data-result-id={cell?.id}>
                    {cell ? <FieldText field={cell} onPick={onPick} trust /> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FieldText({
  field,
  onPick,
  trust = false,
}: Pick<RowsProps, 'field' | 'onPick'> & { readonly trust?: boolean }) {
  const words = useWords().analyse;
  const shown = field.text ?? (field.value === null ? null : String(field.value));
  const value = field.text !== null && field.value !== null && String(field.value) !== field.text ? field.value : null;
  if (shown === null && field.kind === 'group') return null;
  if (shown === null) return <span className={classes['quiet']}>{words.notFound}</span>;
  const doubt = trust && field.confidence !== null && trustIn(field.confidence) !== 'high' ? field.confidence : null;
  const text = (
    <>
      {shown}
      {value === null ? null : <span className={classes['normalised']}>{String(value)}</span>}
      {doubt === null ? null : <Confidence value={doubt} />}
    </>
  );
  if (!field.place?.corners) return <span className={classes['text']}>{text}</span>;
  return (
    <UnstyledButton className={classes['text']} onClick={() => onPick(field.id)}>
      {text}
    </UnstyledButton>
  );
}

/** A share, and a word for it where it asks for a look. */
export function Confidence({ value }: { readonly value: number | null }) {
  const words = useWords().analyse;
  if (value === null) return null;
  const trust = trustIn(value);
  return (
    <span className={classes['confidence']} data-trust={trust} title={words.trust[trust]}>
      <i aria-hidden style={{ '--share': value } as React.CSSProperties} />
      <span className="tabular">{formatShare(value)}</span>
      <span className={trust === 'high' ? 'visually-hidden' : classes['trust']}>{words.trust[trust]}</span>
    </span>
  );
}
