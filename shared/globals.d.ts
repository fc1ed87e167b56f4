/** What Node and browsers both have; the rest of their libraries is not for `shared/`. */
interface UrlParts {
  readonly href: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly username: string;
  readonly password: string;
  readonly search: string;
  readonly hash: string;
}
declare var URL: { new (text: string): UrlParts; canParse(text: string): boolean };
declare var TextDecoder: {
  new (label: string, options: { readonly fatal: boolean }): { decode(bytes: Uint8Array): string };
};
/** What the writer of workbooks hands back. */
interface Blob {
  arrayBuffer(): Promise<ArrayBuffer>;
}
