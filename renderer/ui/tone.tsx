import type { ReactNode } from 'react';
import classes from './tone.module.css';

/** `good` serving, `warn` needs you, `bad` stopped or failed, `busy` something runs, `quiet` nothing to say. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'quiet';

/** A state's dot; always stands beside its word. */
export function Dot({ tone }: { readonly tone: Tone }) {
  return <span aria-hidden className={`${classes['dot']} ${classes['tone']}`} data-tone={tone} />;
}

/** A state in one word and one colour. */
export function ToneBadge({
  tone,
  title,
  children,
}: {
  readonly tone: Tone;
  /** What is shortened in it, whole. */
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span title={title} className={`${classes['badge']} ${classes['tone']}`} data-tone={tone}>
      <Dot tone={tone} />
      {children}
    </span>
  );
}
