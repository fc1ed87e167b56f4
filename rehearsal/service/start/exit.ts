/** The process's exit codes. All invented (vendor contract 3.3 and 8); listed in `rehearsal/README.md`. */
export const exitCodes = {
  stopped: 0,
  unexpected: 1,
  eulaMissing: 2,
  settingMissing: 3,
  connectedModeNotOffered: 4,
  switchNotUnderstood: 5,
  imageExpired: 6,
  licenceMountMissing: 10,
  licenceMissing: 11,
  licenceCorrupt: 12,
  licenceForeignImage: 13,
  licenceForeignBuild: 14,
  licenceExpired: 15,
  licenceMountNotWritable: 16,
  noSpace: 17,
  licenceUnreadable: 18,
  outputMountMissing: 20,
  outputMountNotWritable: 21,
  billingInvalid: 30,
  couldNotConnect: 31,
  keyInvalid: 32,
  keyMismatch: 33,
  outOfQuota: 34,
  containerUseUnauthorized: 35,
  endpointUnknown: 36,
  crashed: 70,
  killed: 137,
} as const;
export type ExitName = keyof typeof exitCodes;

/** Ends the process: `line` is the one clear line for the console. */
export class Stop extends Error {
  readonly exit: ExitName;

  constructor(exit: ExitName, line: string, options?: ErrorOptions) {
    super(line, options);
    this.exit = exit;
  }
}
