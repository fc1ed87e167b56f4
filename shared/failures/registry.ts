import type { ImageId } from '../domain/catalogue.ts';
import type { ExpectedTrouble } from '../domain/comparison.ts';
import type { ResourceKind } from '../domain/credentials.ts';
import type { SideBySide } from '../domain/renewal.ts';
import type { TermTrouble } from '../usage/terms.ts';

/**
 * Every failure that can be foreseen, with the facts that its words are made of. The words are in `words/`, so that a
 * missing sentence for a code does not compile.
 */
export interface FailureFacts {
  /** A file without which the services cannot start. */
  'start.file-unusable': { path: string };
  /** Something in Drydock failed that nobody caught. */
  'app.fault': { logFile: string; at: string };
  'app.window-lost': { logFile: string; at: string };

  'engine.not-found': { tried: number };
  'engine.permission-denied': { socket: string };
  'engine.not-running': { socket: string };
  'engine.unreachable': { host: string };
  'engine.not-an-engine': { host: string };
  'engine.bad-host': { text: string };
  /** An address that the operator has not confirmed in a dialog outside the page. */
  'engine.not-confirmed': { host: string };
  'engine.lost': Record<never, never>;
  'engine.too-old': { apiVersion: string; neededApiVersion: string };
  /** It answered, and not as an engine does: a page, half a text, other members. The detail holds the answer. */
  'engine.nonsense': Record<never, never>;
  'engine.slow': { seconds: number };
  /** The engine said no, for a reason without a code of its own. */
  'engine.refused': { status: number };

  'registry.unreachable': { host: string; reference: string };
  'registry.login-needed': { host: string; reference: string };
  'registry.login-refused': { host: string };
  /** It would not have this computer: its clock is the first thing to look at. */
  'registry.clock': { host: string };
  'registry.refused': { host: string; reference: string };
  'image.unknown': { reference: string };
  'image.bad-reference': { text: string };
  /** Not from the vendor's own repository, and the operator did not say that it may have the key. */
  'image.not-confirmed': { reference: string; digest: string };
  'image.not-on-host': { image: ImageId; reference: string };
  'image.wrong-platform': { reference: string; platform: string };
  /** A digest is not a name that an image can be given. */
  'image.asked-by-digest': { reference: string };
  'archive.not-found': { path: string };
  'archive.unreadable': { path: string };
  'archive.no-images': { path: string };
  'disk.full': { place: string };

  'keychain.unavailable': Record<never, never>;
  /** Locked, or access was denied. */
  'keychain.refused': Record<never, never>;
  'keychain.no-answer': { seconds: number };
  /** An entry that was to be forgotten may still be there. */
  'keychain.not-forgotten': Record<never, never>;
  /** Kept for the session; the entry that it replaces may still be there. */
  'keychain.old-stays': Record<never, never>;
  'credentials.missing': { resource: ResourceKind };
  'credentials.endpoint-malformed': { text: string };
  'credentials.key-malformed': Record<never, never>;

  'license.proxy-not-confirmed': { address: string };
  'license.eula-not-accepted': Record<never, never>;
  'license.key-refused': { image: ImageId };
  'license.wrong-resource': { image: ImageId };
  'license.not-approved': { image: ImageId };
  'license.out-of-quota': { image: ImageId };
  'license.endpoint-unreachable': { image: ImageId };
  'license.endpoint-malformed': { image: ImageId };
  'license.service-busy': { image: ImageId };
  'license.image-expired': { image: ImageId };
  'license.none-written': { image: ImageId; exitCode: number };
  'license.too-slow': { image: ImageId; minutes: number };
  /** It ended with a failure, or what it left was refused in part, and the operator took nothing. */
  'license.incomplete': { image: ImageId; exitCode: number | null };
  'license.stopped': { image: ImageId };
  'license.too-much': { what: 'files' | 'depth' | 'bytes'; limit: number };
  'license.nothing-asked': Record<never, never>;
  'license.missing': { image: ImageId; folder: string };
  'license.expired': { image: ImageId; endedAt: string };
  'license.template-unreadable': { folder: string };
  /** What an earlier version kept in it is still there. */
  'license.not-taken-over': { folder: string };

  'renewal.no-licence': { image: ImageId; folder: string };
  /** A file in the folder is a private key or a list of accounts. */
  'renewal.not-a-licence': { name: string; folder: string };
  /** More, or deeper, than any licence is. */
  'renewal.too-many-files': { folder: string };
  'renewal.same-licence': { image: ImageId; folder: string };
  'renewal.made-for-another': { image: ImageId; madeFor: string; wanted: string };
  'renewal.not-later': { image: ImageId; endsAt: string; oldEndsAt: string };
  'renewal.begin-first': Record<never, never>;
  'renewal.undo-first': Record<never, never>;
  'renewal.not-ready': Record<never, never>;
  'renewal.settings-locked': Record<never, never>;
  'renewal.not-side-by-side': { reason: Exclude<SideBySide, 'possible'> };
  'renewal.switch-failed': { port: number };

  'folder.not-absolute': { path: string };
  /** It was there when the container started. */
  'folder.gone': { path: string };
  'folder.missing': { path: string };
  /** It belongs to the system, to the account as a whole, or to Drydock. */
  'folder.of-the-system': { path: string };
  'folder.not-a-folder': { path: string };
  /** Asked to be shown, and no place that a deployment, a batch or the operator's own saving named. */
  'folder.not-ours': { path: string };
  'folder.not-writable': { path: string };
  'folder.shared-by-images': { path: string };
  /** One of the folders, or one around or inside it, is another deployment's. */
  'folder.shared-by-deployments': { path: string; name: string };
  /** The engine has no way to say this name: a colon where the host labels its files, a colon and a quote on Podman. */
  'folder.not-mountable': { path: string };
  /** A path that was typed, and that the operator did not confirm in a dialog outside the page. */
  'grant.not-given': { path: string };
  /** Chosen in an earlier session, used up, or never given. */
  'grant.unknown': Record<never, never>;
  /** One dialog at a time asks the operator something. */
  'grant.already-asking': Record<never, never>;

  'network.no-range': { range: string | null };

  /** A container or network that somebody else made has the name that is wanted. */
  'container.name-taken': { name: string };
  'port.taken': { port: number };
  'port.not-allowed': { port: number };
  /** `exitCode` is null where the engine had started it again before we looked. */
  'run.refused-to-start': { image: ImageId; exitCode: number | null };
  'run.killed-for-memory': { image: ImageId; memoryBytes: number };
  'run.helper-missing': { image: ImageId; helper: ImageId };
  'run.not-ready': { image: ImageId; seconds: number };
  'run.not-running': { image: ImageId };
  /** `name`: of the container. */
  'run.paused': { name: string };
  'run.already-running': Record<never, never>;
  'run.gate-failed': Record<never, never>;
  'run.too-large': { image: ImageId; what: 'cpus' | 'memory' };
  'deployment.unknown': { id: string };
  'deployment.name-taken': { name: string };
  'deployment.still-running': { name: string };
  /** Nothing is there to take up: its containers are gone, or that of the feature is. */
  'deployment.not-on-engine': { id: string };
  'deployment.not-taken-up': { id: string };

  'file.too-large': { name: string; limitBytes: number };
  /** More were dropped or chosen at once than are taken. */
  'file.too-many': { most: number };

  'document.empty': { name: string };
  'document.too-large': { name: string; sizeBytes: number; limitBytes: number };
  'document.wrong-type': { name: string };
  'document.password-protected': { name: string };
  'document.damaged': { name: string };
  /** The container was killed for its memory with the document in hand. */
  'document.killed-service': { image: ImageId; memoryBytes: number; enoughBytes: number };
  /** Sent before, and nobody knows whether the service took it, or it took it and lost it. `sentAt` is ISO 8601. */
  'document.may-count-twice': { name: string; pages: number | null; sentAt: string; why: 'no-answer' | 'forgotten' };
  /** Told at a start: an analysis did not come to its end before. */
  'document.interrupted': { name: string; sentAt: string; others: number };
  /** It was fetched, put away or is being waited for. */
  'document.not-interrupted': Record<never, never>;
  /** Interrupted work was begun on another engine than the one in use. */
  'interrupted.other-engine': { host: string };
  /** The journal of interrupted work was damaged; it is kept under this name. */
  'journal.unreadable': { setAside: string };
  'document.refused': { name: string; serviceCode: string; serviceMessage: string };
  'result.gone': Record<never, never>;
  /** A file that was opened as an answer is no JSON. */
  'result.unreadable': { name: string };
  'result.blank': { name: string };
  'result.packed': { name: string };
  'result.no-text': { name: string };
  'result.cut-off': { name: string; line: number | null };
  'result.more-after-end': { name: string; line: number | null; found: string };
  'result.bare-word': { name: string; line: number | null; found: string };
  'document.unknown-sample': { id: string };
  /** Gone, moved, or not ours to read. */
  'document.unreadable': { name: string };
  'service.unreachable': { image: ImageId; port: number };
  'service.busy': { image: ImageId };
  'service.failed': { image: ImageId; serviceCode: string; serviceMessage: string };
  'service.nonsense': { image: ImageId; route: string };
  'service.answer-too-long': { image: ImageId; limitBytes: number };
  'service.too-slow': { image: ImageId; seconds: number };

  'batch.unknown': { id: string };
  'batch.already-running': { folder: string };
  'batch.nothing-to-send': { folder: string };
  'batch.folder-unreadable': { path: string };
  /** `files` and `depth`: the most that are looked through. */
  'batch.folder-too-large': { path: string; files: number; depth: number };
  'batch.look-replaced': { path: string };
  /** `kept`: documents of which it could be read all the same what became of them. */
  'batch.manifest-unreadable': { setAside: string; kept: number };
  'batch.list-unreadable': { setAside: string };
  'batch.answer-missing': { name: string };

  /** A file of expected values; `line` counts from 1. */
  'expected.unreadable': { line: number; why: ExpectedTrouble };

  'rehearsal.not-started': Record<never, never>;
  'rehearsal.not-here': Record<never, never>;
  'rehearsal.not-now': Record<never, never>;

  'evidence.no-readings': { from: string; to: string };
  'alerts.memory-unreadable': { setAside: string };
  'commitment.name-taken': { name: string };
  'commitment.unusable': { name: string; trouble: TermTrouble };
  'usage.history-unreadable': { setAside: string };
  /** Damaged; what could be read, and what the newest copy had besides, is kept. Days are null at the beginning or the end. */
  'usage.history-recovered': {
    setAside: string;
    readings: number;
    fromCopy: number;
    copyAt: string | null;
    missing: readonly { readonly from: string | null; readonly to: string | null }[];
  };
  /** Its file was deleted or replaced; `copyAt`: the copy that can be put back. */
  'usage.history-gone': { copyAt: string | null };
  /** A later version's, or another program's database; a new one was begun. `copyAt`: the newest copy that can be put back. */
  'usage.history-not-ours': { why: 'newer' | 'foreign'; setAside: string; copyAt: string | null };
  'usage.history-unusable': { path: string };
  'clock.history-unreadable': { setAside: string };
  'settings.unreadable': { setAside: string };
  /** `at` is an instant: when the copy was made. */
  'copy.unreadable': { at: string };
  /** A kept file was written by a later version of Drydock. */
  'file.newer': { setAside: string };
  /** A kept file can be neither read nor set aside. */
  'file.unusable': { path: string };
  'installation.unreadable': { setAside: string };
  'file.not-written': { path: string };

  'call.not-allowed': Record<never, never>;
  /** The page belongs to the other world: the real one, or the rehearsal. */
  'call.other-world': Record<never, never>;
  'call.unknown': { path: string };
  'call.bad-input': { path: string };
  'operation.unknown': { id: string };
  /** A running operation, named by its path, holds what this one needs. */
  'task.in-the-way': { running: string };
  /** Everything that was not foreseen: a bug is not dressed up as advice. */
  unexpected: { message: string };
}

export type FailureCode = keyof FailureFacts;
