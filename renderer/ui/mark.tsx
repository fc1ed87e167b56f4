/** Drydock's own mark: a hull in its dock. */
export function Mark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden fill="none">
      <path
        d="M2 5v14h20V5"
        stroke="var(--dd-accent-text)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M6 9h12l-2.2 6H8.2L6 9Z" fill="var(--dd-accent-text)" />
      <path d="M12 4v5" stroke="var(--dd-accent-text)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
