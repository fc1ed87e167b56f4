import { startTransition, useContext, useEffect, useState } from 'react';
import { NoJson } from './decode-answer.ts';
import { type OpenResult, ResultOpenerContext } from './open-result.ts';

export type ResultState =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly result: OpenResult }
  /** The bytes are no JSON; anything else goes to the page's error boundary. */
  | { readonly state: 'no-json'; readonly why: NoJson };

/** Opens an answer and closes it again. */
export function useResult(bytes: Uint8Array): ResultState {
  const opener = useContext(ResultOpenerContext);
  const [state, setState] = useState<ResultState>({ state: 'opening' });
  useEffect(() => {
    let result: OpenResult | null = null;
    let over = false;
    setState({ state: 'opening' });
    const open = async (): Promise<void> => {
      const opened = await opener(bytes);
      result = opened;
      if (over) opened.close();
      // In parts: what is drawn first of a large answer is much.
      else startTransition(() => setState({ state: 'open', result: opened }));
    };
    open().catch((error: unknown) => {
      if (over) return;
      if (error instanceof NoJson) setState({ state: 'no-json', why: error });
      else
        setState(() => {
          throw error;
        });
    });
    return () => {
      over = true;
      result?.close();
    };
  }, [bytes, opener]);
  return state;
}
