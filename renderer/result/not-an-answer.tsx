import { IconFileUnknown } from '@tabler/icons-react';
import { useWords } from '../ui/words.tsx';
import type { ResultView } from './model/view.ts';
import classes from './not-an-answer.module.css';
import type { OpenResult } from './open/open-result.ts';
import { JsonTab } from './panel/json-tab.tsx';

/** What a file is that has no pages to show, what the service says in it, and its JSON to look at. */
export function NotAnAnswer({ result, name }: { readonly result: OpenResult; readonly name: string }) {
  const words = useWords().results;
  const { said, next } = words.kindOfFile(result.view.kind);
  return (
    <section className={classes['box']} aria-label={name}>
      <header className={classes['head']}>
        <IconFileUnknown size={24} aria-hidden />
        <div role="status">
          <h2>{said}</h2>
          <p>{next}</p>
          <ServiceErrors errors={result.view.errors} />
        </div>
      </header>
      <JsonTab result={result} />
    </section>
  );
}

function ServiceErrors({ errors }: { readonly errors: ResultView['errors'] }) {
  const words = useWords().results;
  if (errors.length === 0) return null;
  return (
    <>
      <h3>{words.serviceErrors}</h3>
      <ul>
        {errors.map(({ code, message }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an answer never changes
          <li key={at}>
            {message ?? words.noMessage} {code === null ? null : <code>{code}</code>}
          </li>
        ))}
      </ul>
    </>
  );
}
