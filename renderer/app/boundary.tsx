import { Component, type ReactNode } from 'react';
import { toFailure } from '#shared/failures/failure.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';

interface State {
  readonly error: unknown;
}

/** Keeps a fault of one page on that page; the rest of the window goes on. */
export class Boundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div style={{ padding: 32, maxWidth: 760 }}>
        <FailurePanel failure={toFailure(this.state.error)} onRetry={() => this.setState({ error: null })} />
      </div>
    );
  }
}
