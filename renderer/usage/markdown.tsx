import { Fragment, type ReactNode } from 'react';
import classes from './numbers-page.module.css';

/** The anchor of a heading: `This month` is `this-month`. */
export const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** What our own guides are written in: headings, paragraphs, lists, tables, and code, strong and stressed words. */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/);
  return blocks.map((block, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text that never changes
    <Fragment key={at}>{blockOf(block)}</Fragment>
  ));
}

function blockOf(block: string): ReactNode {
  const heading = /^(#{1,3}) (.+)$/.exec(block);
  if (heading?.[1] && heading[2]) {
    const Tag = heading[1].length === 3 ? 'h3' : 'h2';
    // The page has its own first heading.
    if (heading[1].length === 1) return null;
    return (
      <Tag id={slugOf(heading[2])} tabIndex={-1}>
        {heading[2]}
      </Tag>
    );
  }
  if (block.startsWith('|')) return <Table lines={block.split('\n')} />;
  if (/^(?:\d+\.|-) /.test(block)) {
    const items = block.split(/\n(?=(?:\d+\.|-) )/).map((item) => item.replace(/^(?:\d+\.|-) /, ''));
    const List = block.startsWith('-') ? 'ul' : 'ol';
    return (
      <List>
        {items.map((item) => (
          <li key={item}>{inline(item)}</li>
        ))}
      </List>
    );
  }
  return <p>{inline(block)}</p>;
}

function Table({ lines }: { readonly lines: readonly string[] }) {
  const cellsOf = (line: string): readonly string[] =>
    line
      .replaceAll(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim());
  const [head = '', , ...rows] = lines;
  return (
    <div className={classes['table']}>
      <table>
        <thead>
          <tr>
            {cellsOf(head).map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {cellsOf(row).map((cell, at) =>
                at === 0 ? (
                  <th key={cell} scope="row">
                    {inline(cell)}
                  </th>
                ) : (
                  <td key={cell}>{inline(cell)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(text: string): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\b_[^_]+_\b)/).map((part, at) => {
    const key = `${at} ${part}`;
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (/^_[^_]+_$/.test(part)) return <em key={key}>{part.slice(1, -1)}</em>;
    return part.replaceAll('\n', ' ');
  });
}
