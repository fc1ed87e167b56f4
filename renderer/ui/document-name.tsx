import classes from './document-name.module.css';

/** A document's name; the folders before it are quieter. */
export function DocumentName({ id, part }: { readonly id: string; readonly part: number }) {
  const cut = id.lastIndexOf('/') + 1;
  return (
    <span className={classes['name']}>
      {cut > 0 ? <span className={classes['quiet']}>{id.slice(0, cut)}</span> : null}
      <span className={classes['link']}>{id.slice(cut)}</span>
      {part > 0 ? <span className={classes['quiet']}> {part + 1}</span> : null}
    </span>
  );
}
