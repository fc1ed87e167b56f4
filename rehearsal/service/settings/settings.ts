import { Secret } from './secret.ts';

export interface Settings {
  readonly eulaAccepted: boolean;
  readonly billing: string | null;
  readonly apiKey: Secret | null;
  readonly downloadLicense: boolean;
  readonly licenseMount: string | null;
  readonly outputMount: string | null;
  readonly inputMount: string | null;
  readonly layoutHost: string | null;
  readonly readHost: string | null;
  readonly consoleLevel: string | null;
  readonly diskFormat: string | null;
  /** Megabytes; -1 is unbounded. Vendor contract 2. */
  readonly diskMaxFileSizeMb: number;
}

/** Setting names are case-insensitive, and `__` stands for `:` where a colon is not allowed (vendor contract 2). */
export function normalisedName(name: string): string {
  return name.replaceAll('__', ':').toLowerCase();
}

/**
 * Every `Name=value` of the environment and of the arguments, by normalised name; arguments win.
 *
 * A leading `--` or `/` of an argument is dropped, as the vendor's configuration reader does. An argument without `=`
 * is no setting and is left out.
 */
export function collectSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) values.set(normalisedName(name), value);
  }
  for (const argument of args) {
    const parts = /^(?:--|\/)?([^=]+)=(.*)$/s.exec(argument);
    if (parts?.[1] !== undefined && parts[2] !== undefined) values.set(normalisedName(parts[1].trim()), parts[2]);
  }
  return values;
}

/** The settings that the stand-in knows; an empty value counts as not given. Source: vendor contract 2. */
export function parseSettings(values: ReadonlyMap<string, string>): Settings {
  const text = (name: string): string | null => {
    const value = values.get(name.toLowerCase())?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const key = text('ApiKey');
  const size = Number(text('Logging:Disk:MaxFileSize') ?? '1');
  return {
    eulaAccepted: text('Eula')?.toLowerCase() === 'accept',
    billing: text('Billing'),
    apiKey: key === null ? null : new Secret(key),
    downloadLicense: text('DownloadLicense')?.toLowerCase() === 'true',
    licenseMount: text('Mounts:License'),
    outputMount: text('Mounts:Output'),
    inputMount: text('Mounts:Input'),
    layoutHost: text('AzureCognitiveServiceLayoutHost'),
    readHost: text('AzureCognitiveServiceReadHost'),
    consoleLevel: text('Logging:Console:LogLevel:Default'),
    diskFormat: text('Logging:Disk:Format'),
    diskMaxFileSizeMb: Number.isFinite(size) && size !== 0 ? size : 1,
  };
}
