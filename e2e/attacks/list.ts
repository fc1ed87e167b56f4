import type { Attack } from './attack.ts';
import { engineAddress } from './e1-engine-address.ts';
import { foreignImage } from './e2-foreign-image.ts';
import { mountedFolders } from './e3-mounted-folders.ts';
import { overwrittenFile } from './e4-overwritten-file.ts';
import { sentFiles } from './e5-sent-files.ts';
import { openedFile } from './e6-opened-file.ts';
import { importedFolder } from './e7-imported-folder.ts';
import { namedProxy } from './e8-proxy.ts';
import { linkToStartFile } from './f1-link-to-start-file.ts';
import { licenceByLink } from './f2-licence-by-link.ts';
import { keyReadable } from './f3-key-readable.ts';
import { keyInEngine } from './f4-key-in-engine.ts';
import { printedKey } from './f5-printed-key.ts';
import { killedStart } from './f6-killed-start.ts';
import { killedBatch } from './f7-killed-batch.ts';
import { killedInDownload } from './f8-killed-in-download.ts';
import { foreignContainers } from './f9-foreign-containers.ts';
import { twoAccounts } from './f10-two-accounts.ts';
import { silentEngine } from './f11-silent-engine.ts';
import { tooMuch } from './f12-too-much.ts';
import { failedRun, oddNames } from './f13-odd-names.ts';
import { privileges } from './f14-privileges.ts';
import { restartAfterRenewal } from './f15-restart-after-renewal.ts';
import { engineEndsInPull } from './f16-engine-ends-in-pull.ts';
import { killedWhileStarting } from './f17-killed-while-starting.ts';
import { switchUnderLoad } from './f19-switch-under-load.ts';
import { seal } from './f20-seal.ts';
import { webRtc } from './f21-webrtc.ts';
import { names } from './f21b-names.ts';
import { permissions } from './f22-permissions.ts';
import { killedSwitch } from './f23-killed-switch.ts';
import { halfAnAnswer } from './f24-half-an-answer.ts';
import { garbageEngine } from './f25-garbage-engine.ts';
import { nonsenseService } from './f26-nonsense-service.ts';
import { emptySettings } from './f27-empty-settings.ts';
import { damagedSettings } from './f28-damaged-settings.ts';
import { foldersAndThousands } from './f30-folders-and-thousands.ts';
import { limitsNotHeld } from './f33-limits-not-held.ts';
import { unknownImage } from './f34-unknown-image.ts';
import { imageLabels } from './f36-image-labels.ts';
import { falseGate } from './f37-false-gate.ts';
import { pastTheGrants } from './f38-past-the-grants.ts';

/** Every attack, in the order of their numbers. */
export const attacks: readonly Attack[] = [
  engineAddress,
  foreignImage,
  mountedFolders,
  overwrittenFile,
  sentFiles,
  openedFile,
  importedFolder,
  namedProxy,
  linkToStartFile,
  licenceByLink,
  keyReadable,
  keyInEngine,
  printedKey,
  killedStart,
  killedBatch,
  killedInDownload,
  foreignContainers,
  twoAccounts,
  silentEngine,
  tooMuch,
  oddNames,
  failedRun,
  privileges,
  restartAfterRenewal,
  engineEndsInPull,
  killedWhileStarting,
  switchUnderLoad,
  seal,
  webRtc,
  names,
  permissions,
  killedSwitch,
  halfAnAnswer,
  garbageEngine,
  nonsenseService,
  emptySettings,
  damagedSettings,
  foldersAndThousands,
  limitsNotHeld,
  unknownImage,
  imageLabels,
  falseGate,
  pastTheGrants,
];
