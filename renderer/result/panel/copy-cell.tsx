import { Copy } from '../../ui/copy.tsx';

/** Copies a value without picking the row that it stands in. */
export function CopyCell({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the click of the button inside from the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside takes keys
    <span onClick={(event) => event.stopPropagation()}>
      <Copy text={text} label={label} />
    </span>
  );
}
