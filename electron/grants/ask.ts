import type { GrantKind } from '#shared/domain/grant.ts';

/**
 * Questions that the operator answers in a dialog of the system, which no page can draw, press or put words into. Each is
 * answered with false where the dialog is closed, or fails with `grant.already-asking` while another one is open.
 */
export interface Ask {
  /** May Drydock use this path, which was typed in the page? */
  readonly path: (path: string, kind: GrantKind) => Promise<boolean>;
  /** Is this the address of an engine that may be given credentials? */
  readonly engine: (host: string) => Promise<boolean>;
  /** May licence containers be sent through this proxy, and be given its login? */
  readonly proxy: (address: string) => Promise<boolean>;
  /** May this image be given the key? The signal closes the dialog. */
  readonly image: (
    image: { readonly reference: string; readonly digest: string },
    signal: AbortSignal,
  ) => Promise<boolean>;
  /** Are these containers, which another installation made, this operator's to go on with? */
  readonly containers: (found: {
    readonly containers: readonly string[];
    readonly folders: readonly string[];
  }) => Promise<boolean>;
}
