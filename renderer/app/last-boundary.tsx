import { Component, type ReactNode } from 'react';
import { wordsFor } from '#shared/words/languages.ts';

interface State {
  readonly error: unknown;
}

/**
 * Around everything, the theme and the words included: a fault outside of every page still leaves something to read and
 * a way on. Draws with nothing but the browser's own elements.
 */
export class LastBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error ?? new Error('nothing was thrown') };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    const words = wordsFor('en').start;
    return (
      <main role="alert" style={{ padding: 48, maxWidth: 640, fontFamily: 'system-ui, sans-serif' }}>
        <h1 style={{ fontSize: 24 }}>{words.lost}</h1>
        <p>{words.lostNext}</p>
        <button type="button" onClick={() => window.location.assign('/')}>
          {words.load}
        </button>
        <pre style={{ whiteSpace: 'pre-wrap', opacity: 0.7 }}>{String(this.state.error)}</pre>
      </main>
    );
  }
}
