import type { FailureCode, FailureFacts } from '../../failures/registry.ts';
import { formatBytes, formatClock, formatCount, formatDay, formatMemory } from '../../rules/format.ts';
import { mayCountTwice } from './analyse.ts';
import { termTroubles } from './commitment.ts';
import { expectedTroubles } from './compare.ts';
import { images, resources } from './names.ts';
import { sideBySide } from './renewal.ts';
import { tasks } from './tasks.ts';

const titles: Readonly<Record<string, string>> = tasks.titles;

type FailureWords = { readonly [C in FailureCode]: (facts: FailureFacts[C]) => { said: string; next: string } };

/** What happened and what to do next, for every failure that can be foreseen. */
/** Where in a file, for those who can open it in an editor. */
const inLine = (line: number | null): string => (line === null ? '' : ` in line ${formatCount(line)}`);

/** `27 November 2026, 11:20:31`. */
const instant = (at: string): string => `${formatDay(at)}, ${formatClock(at)}`;

export const failures: FailureWords = {
  'start.file-unusable': ({ path }) => ({
    said: `Drydock cannot open ${path}.`,
    next: 'Check that it is a file that your account may read and write. If you do not need what it holds, move it to another place: Drydock makes a new one. Then try again.',
  }),
  'app.fault': ({ logFile }) => ({
    said: 'Something in Drydock failed unexpectedly.',
    next: `You can go on. If something does not react any more, close Drydock and start it again. The log has the details, in ${logFile}.`,
  }),
  'app.window-lost': ({ logFile }) => ({
    said: 'The window failed and was opened again.',
    next: `Tasks were not affected. The log has the details, in ${logFile}.`,
  }),
  'engine.not-found': ({ tried }) => ({
    said: `No container engine was found in the ${formatCount(tried)} places looked at.`,
    next: 'Install Docker or Podman on this computer, or enter the address of an engine, then check again.',
  }),
  'engine.permission-denied': ({ socket }) => ({
    said: `An engine is there, but your account may not use ${socket}.`,
    next: 'Have an administrator add your account to the docker group, sign out and in again, then check again.',
  }),
  'engine.not-running': ({ socket }) => ({
    said: `Docker is installed but not running: nothing listens at ${socket}.`,
    next: 'Start it (on Linux: sudo systemctl start docker), then check again.',
  }),
  'engine.unreachable': ({ host }) => ({
    said: `The engine at ${host} does not answer.`,
    next: 'Check that it runs and that the address is right, then check again.',
  }),
  'engine.not-an-engine': ({ host }) => ({
    said: `Something answers at ${host}, but it is not a container engine.`,
    next: 'Correct the address, then check again.',
  }),
  'engine.bad-host': ({ text }) => ({
    said: `“${text}” is not an engine address.`,
    next: 'Write it like unix:///var/run/docker.sock or tcp://host:2375.',
  }),
  'engine.not-confirmed': ({ host }) => ({
    said: `The engine at ${host} was not confirmed, so Drydock does not use it.`,
    next: 'Whoever runs an engine can read the keys that it is given. If you know it, enter its address on the Connect page and confirm it.',
  }),
  'engine.lost': () => ({
    said: 'The connection to the engine broke off in the middle of this task.',
    next: 'Check that the engine runs, then try again. What was finished before is kept.',
  }),
  'engine.too-old': ({ apiVersion, neededApiVersion }) => ({
    said: `This engine speaks API ${apiVersion}; Drydock needs ${neededApiVersion} or newer.`,
    next: 'Have the engine updated, then check again.',
  }),
  'engine.slow': ({ seconds }) => ({
    said: `The engine has not answered for ${seconds} s.`,
    next: 'It may be busy or hanging. Wait, then try again; restart the engine if it stays like this.',
  }),
  'engine.refused': ({ status }) => ({
    said: `The engine refused this request (${status}).`,
    next: 'Open the detail for its reason.',
  }),
  'registry.unreachable': ({ host, reference }) => ({
    said: `The engine could not reach ${host} to fetch ${reference}.`,
    next: 'Check this host’s network, its proxy and the registry’s name. Without a network, load the image from a file.',
  }),
  'registry.login-needed': ({ host, reference }) => ({
    said: `${host} wants a login for ${reference}.`,
    next: 'Enter a user name and password for this registry, then try again.',
  }),
  'registry.login-refused': ({ host }) => ({
    said: `${host} refused the stored user name or password.`,
    next: 'Correct the login for this registry, then try again.',
  }),
  'registry.clock': ({ host }) => ({
    said: `${host} does not accept this computer now, or its certificate is not valid at this computer’s time.`,
    next: 'Check the date and time of this computer: a wrong clock is the usual reason. Then check its proxy.',
  }),
  'registry.refused': ({ host, reference }) => ({
    said: `${host} refused ${reference}.`,
    next: 'Check the image name, then this host’s access to the registry.',
  }),
  'image.unknown': ({ reference }) => ({
    said: `The registry has no image ${reference}.`,
    next: 'Check the registry, the path and the tag, then try again.',
  }),
  'image.bad-reference': ({ text }) => ({
    said: `“${text}” is not an image reference.`,
    next: 'Write it as registry/path:tag.',
  }),
  'image.not-confirmed': ({ reference }) => ({
    said: `${reference} was not given the key: you did not confirm it.`,
    next: 'Pull the image from Microsoft’s registry, or start the download again and confirm this one if you know where it comes from.',
  }),
  'image.not-on-host': ({ image, reference }) => ({
    said: `The ${images[image].name} image ${reference} is not on this host.`,
    next: 'Pull it or load it from a file first.',
  }),
  'image.wrong-platform': ({ reference, platform }) => ({
    said: `${reference} is made for ${platform}; these containers run on Linux x64 only.`,
    next: 'Use another tag, or another host.',
  }),
  'image.asked-by-digest': ({ reference }) => ({
    said: `${reference} is asked for by its digest, and an image from a file cannot be given a digest.`,
    next: 'Ask for it by a tag in “Where from”, then use the loaded image.',
  }),
  'archive.not-found': ({ path }) => ({ said: `There is no file ${path}.`, next: 'Choose the image archive again.' }),
  'archive.unreadable': ({ path }) => ({
    said: `${path} is not a complete image archive.`,
    next: 'Copy it again from where it was made with docker save, and compare sizes or checksums.',
  }),
  'archive.no-images': ({ path }) => ({
    said: `${path} holds no image that the engine could load.`,
    next: 'Choose a file made with docker save.',
  }),
  'disk.full': ({ place }) => ({
    said: `The disk is full (${place}).`,
    next: 'Free some space, then try again. Layers that were complete are kept.',
  }),
  'keychain.unavailable': () => ({
    said: 'This computer has no keychain that Drydock can use.',
    next: 'Keep the key for this session only, or set up a keychain (on Linux: GNOME Keyring or KWallet) and try again.',
  }),
  'keychain.refused': () => ({
    said: 'The keychain is locked, or it refused access.',
    next: 'Unlock it and try again, or keep the key for this session only.',
  }),
  'keychain.not-forgotten': () => ({
    said: 'Drydock no longer uses it in this session, but it may still be in the keychain: the keychain did not remove it.',
    next: 'Unlock the keychain, then press Forget again.',
  }),
  'keychain.old-stays': () => ({
    said: 'The new one is kept for this session, but the one from before may still be in the keychain: the keychain did not remove it.',
    next: 'Unlock the keychain, then keep the new one again.',
  }),
  'keychain.no-answer': ({ seconds }) => ({
    said: `The keychain has not answered for ${seconds} s; it may be waiting to be unlocked in another window.`,
    next: 'Unlock it and try again, or keep the key for this session only.',
  }),
  'credentials.missing': ({ resource }) => ({
    said: `No endpoint and key are stored for the ${resources[resource]} resource.`,
    next: 'Enter them on this page, then download again.',
  }),
  'credentials.endpoint-malformed': ({ text }) => ({
    said: `“${text}” is not an endpoint address.`,
    next: 'Copy the endpoint from the resource’s Keys and Endpoint page; it starts with https://.',
  }),
  'credentials.key-malformed': () => ({
    said: 'This does not look like a resource key.',
    next: 'Copy KEY 1 or KEY 2 from the resource’s Keys and Endpoint page, without spaces.',
  }),
  'license.eula-not-accepted': () => ({
    said: 'The licence terms have not been accepted.',
    next: 'Read them and tick the box, then download again.',
  }),
  'license.key-refused': ({ image }) => ({
    said: `The service refused the key for ${images[image].name}.`,
    next: 'Enter the key again. If it was regenerated in Azure, use the new one.',
  }),
  'license.wrong-resource': ({ image }) => ({
    said: `The key or endpoint belongs to another kind of resource than ${images[image].name} needs.`,
    next: 'Use the endpoint and key of the resource named above the form.',
  }),
  'license.not-approved': ({ image }) => ({
    said: `This resource is not approved to run ${images[image].name} disconnected.`,
    next: 'Check that the request was approved for this subscription and that a commitment plan is bought.',
  }),
  'license.out-of-quota': ({ image }) => ({
    said: `The quota of this resource is used up; no licence for ${images[image].name} was given.`,
    next: 'Raise the tier or wait for the next period, then download again.',
  }),
  'license.endpoint-unreachable': ({ image }) => ({
    said: `The ${images[image].name} container could not reach the endpoint.`,
    next: 'Check the endpoint, this host’s network and its proxy. The download needs internet; the run does not.',
  }),
  'license.endpoint-malformed': ({ image }) => ({
    said: `The ${images[image].name} container does not accept the endpoint’s address.`,
    next: 'Copy the endpoint from the resource’s Keys and Endpoint page again.',
  }),
  'license.service-busy': ({ image }) => ({
    said: `The service cannot answer for ${images[image].name} right now.`,
    next: 'Wait a few minutes, then download again.',
  }),
  'license.image-expired': ({ image }) => ({
    said: `This build of the ${images[image].name} image has expired.`,
    next: 'Pull a newer tag, then download its licence.',
  }),
  'license.none-written': ({ image, exitCode }) => ({
    said: `The ${images[image].name} container ended (exit code ${exitCode}) without writing a licence.`,
    next: 'Its last lines are in the detail. Check endpoint, key and approval, then download again.',
  }),
  'license.too-slow': ({ image, minutes }) => ({
    said: `No licence for ${images[image].name} after ${minutes} minutes.`,
    next: 'The container’s last lines are in the detail. Check the network, then download again.',
  }),
  'license.incomplete': ({ image, exitCode }) => ({
    said:
      exitCode === null
        ? `What the ${images[image].name} container left was not taken.`
        : `The ${images[image].name} container ended with exit code ${exitCode}; what it left was not taken.`,
    next: 'Its last lines are in the detail. The licence from before, if there was one, is as it was.',
  }),
  'license.stopped': ({ image }) => ({
    said: `The download for ${images[image].name} was stopped, and nothing was taken.`,
    next: 'Its last lines are in the detail. Check the network, then download again.',
  }),
  'license.too-much': ({ what, limit }) => ({
    said:
      what === 'files'
        ? `The container left more than ${formatCount(limit)} files, which no licence has.`
        : what === 'depth'
          ? `The container left folders more than ${formatCount(limit)} deep, which no licence has.`
          : `The container left more than ${formatBytes(limit)}, which no licence has.`,
    next: 'Check that this is the right image. Nothing was taken, and the licence from before is as it was.',
  }),
  'license.nothing-asked': () => ({
    said: 'This download asks nothing any more.',
    next: 'Look at how it goes on.',
  }),
  'license.missing': ({ image, folder }) => ({
    said: `There is no licence for ${images[image].name} in ${folder}.`,
    next: 'Download it, or choose the folder that holds it.',
  }),
  'license.expired': ({ image, endedAt }) => ({
    said: `The licence for ${images[image].name} ended on ${formatDay(endedAt)} (UTC).`,
    next: 'Download a new licence on a connected host.',
  }),
  'license.template-unreadable': ({ folder }) => ({
    said: `The kept run template in ${folder} could not be read.`,
    next: 'Check the folder’s permissions.',
  }),
  'renewal.no-licence': ({ image, folder }) => ({
    said: `There is no licence for ${images[image].name} in ${folder}.`,
    next: 'Choose the folder that the licence download wrote on the other computer.',
  }),
  'renewal.not-a-licence': ({ name, folder }) => ({
    said: `${folder} was not taken over: ${name} is no licence, but a key or a list of accounts.`,
    next: 'Containers can read what is in a licence folder. Choose a folder that holds the licence and nothing else.',
  }),
  'renewal.same-licence': ({ image, folder }) => ({
    said: `The licence in ${folder} is the one that ${images[image].name} has already.`,
    next: 'Choose the folder with the new licence.',
  }),
  'renewal.made-for-another': ({ image, madeFor, wanted }) => ({
    said: `This licence is for ${madeFor}, and ${images[image].name} needs one for ${wanted}. Nothing was changed.`,
    next: 'Choose the folder of this container’s licence; each container has its own.',
  }),
  'renewal.not-later': ({ image, endsAt, oldEndsAt }) => ({
    said: `The new licence for ${images[image].name} ends on ${formatDay(endsAt)}, no later than the old one (${formatDay(oldEndsAt)}). Nothing was changed.`,
    next: 'Check in the Azure portal that the commitment plan was renewed, then fetch the licence again.',
  }),
  'renewal.begin-first': () => ({
    said: 'There is no new licence yet.',
    next: 'Fetch or import it on the Renewal page first.',
  }),
  'renewal.undo-first': () => ({
    said: 'A renewal has come further than this step.',
    next: 'Go on with it on the Renewal page, or undo it there.',
  }),
  'renewal.not-ready': () => ({
    said: 'The new containers are not all ready, so the port was not moved. The old ones go on serving.',
    next: 'Wait until they are ready, or start them again. Their log says what they wait for.',
  }),
  'renewal.busy': () => ({
    said: 'A step of this renewal is still running.',
    next: 'Wait for its end, or cancel it on the Tasks page.',
  }),
  'renewal.settings-locked': () => ({
    said: 'A renewal is in progress, so the settings of this deployment are locked. Nothing was saved.',
    next: 'Finish or undo the renewal on the Renewal page, then change them.',
  }),
  'renewal.not-side-by-side': ({ reason }) => ({
    said: sideBySide[reason],
    next: 'Renew with a short stop instead.',
  }),
  'renewal.switch-failed': ({ port }) => ({
    said: `Port ${port} could not be moved to the new containers. The old ones have it again.`,
    next: 'Try again, or undo the renewal. Open the detail for what the engine said.',
  }),
  'folder.not-absolute': ({ path }) => ({
    said: `“${path}” is not a full path.`,
    next: 'Enter a path that starts at the root of this computer, or choose the folder.',
  }),
  'folder.gone': ({ path }) => ({
    said: `The folder ${path} is gone: the container cannot write to it.`,
    next: 'Make it again or mount its disk, then stop and start the deployment on the Run page.',
  }),
  'folder.missing': ({ path }) => ({
    said: `The folder ${path} does not exist and could not be made.`,
    next: 'Make it, or choose another.',
  }),
  'folder.of-the-system': ({ path }) => ({
    said: `${path} is not used: it belongs to the system, to your account’s settings or to Drydock itself.`,
    next: 'Choose or make a folder of its own, e.g. in Documents.',
  }),
  'grant.not-given': ({ path }) => ({
    said: `${path} is not used: you did not confirm it.`,
    next: 'Try again and confirm the path, or choose it in the system’s dialog.',
  }),
  'grant.unknown': () => ({
    said: 'The file or folder has to be chosen again.',
    next: 'What was chosen holds until Drydock is closed, and a place to save to holds for one file. Choose it again.',
  }),
  'grant.already-asking': () => ({
    said: 'Drydock is asking you something in another dialog.',
    next: 'Answer that dialog, then try again.',
  }),
  'folder.not-a-folder': ({ path }) => ({ said: `${path} is a file, not a folder.`, next: 'Choose a folder.' }),
  'folder.not-ours': ({ path }) => ({
    said: `Drydock does not open ${path}: it is no folder of a deployment or a batch, and nothing was saved there.`,
    next: 'Open it in the file manager of this computer.',
  }),
  'folder.not-writable': ({ path }) => ({
    said: `The folder ${path} cannot be written to.`,
    next: 'Change its permissions (the container may run as another user), or choose another folder.',
  }),
  'folder.shared-by-deployments': ({ path, name }) => ({
    said: `${path} is used by ${name} as well.`,
    next: 'Give each deployment folders of its own, none inside another’s: licences and usage records would mix.',
  }),
  'folder.not-mountable': ({ path }) => ({
    said: `This engine cannot give ${path} to a container because of a character in its name.`,
    next: 'Choose a folder whose path has no colon, comma or quotation mark.',
  }),
  'network.no-range': ({ range }) => ({
    said:
      range === null
        ? 'No range of addresses is free on this computer for a sealed network.'
        : `No network of 256 addresses is free in ${range}, the range set in Settings.`,
    next: 'Ask the network’s administrator for a private range that the site does not use, and enter it in Settings.',
  }),
  'folder.shared-by-images': ({ path }) => ({
    said: `Two containers of this deployment would share ${path}.`,
    next: 'Give each container a licence folder of its own.',
  }),
  'container.name-taken': ({ name }) => ({
    said: `The engine already has ${name}, which another account or another copy of Drydock made.`,
    next: 'Drydock does not touch it. Add a deployment of your own under another name, or have its owner remove it.',
  }),
  'port.taken': ({ port }) => ({
    said: `Port ${port} is already in use on this computer.`,
    next: 'Choose another port, or stop what uses it.',
  }),
  'port.not-allowed': ({ port }) => ({
    said: `The engine may not publish port ${port}.`,
    next: 'Choose a port above 1023.',
  }),
  'run.refused-to-start': ({ image, exitCode }) => ({
    said: `The ${images[image].name} container ended while starting${exitCode === null ? '' : ` (exit code ${exitCode})`}.`,
    next: 'Its last lines are in the detail. A licence for another image build is the usual reason: download it again after each pull.',
  }),
  'run.killed-for-memory': ({ image, memoryBytes }) => ({
    said: `The ${images[image].name} container needed more than ${formatMemory(memoryBytes)} and was stopped for it.`,
    next: 'Give it more memory on the Run page, then start again.',
  }),
  'run.helper-missing': ({ image, helper }) => ({
    said: `${images[image].name} cannot work: its helper ${images[helper].name} is not running.`,
    next: 'Restart the deployment; look at the helper’s log if it stops again.',
  }),
  'run.not-ready': ({ image, seconds }) => ({
    said: `${images[image].name} was not ready after ${seconds} s.`,
    next: 'Its last lines are in the detail. Slow disks and little memory make starts long; start again to wait longer.',
  }),
  'run.not-running': ({ image }) => ({
    said: `The ${images[image].name} container is not running.`,
    next: 'Start the deployment on the Run page.',
  }),
  'run.gate-failed': () => ({
    said: 'The gate, which publishes the port of the sealed containers, does not work.',
    next: 'Stop the deployment and start it again. If that does not help, save the detail.',
  }),
  'run.already-running': () => ({
    said: 'This deployment already has containers.',
    next: 'Stop or remove them first.',
  }),
  'run.too-large': ({ image, what }) => ({
    said: `${images[image].name} is given more ${what === 'cpus' ? 'CPUs' : 'memory'} than this host has.`,
    next: 'Lower it on the Run page.',
  }),
  'deployment.unknown': () => ({
    said: 'This deployment is not defined any more.',
    next: 'Choose another one in the list.',
  }),
  'deployment.name-taken': ({ name }) => ({
    said: `There is already a deployment called “${name}”.`,
    next: 'Choose another name.',
  }),
  'deployment.still-running': ({ name }) => ({
    said: `“${name}” still has containers.`,
    next: 'Remove its containers on the Run page first.',
  }),
  'document.empty': ({ name }) => ({ said: `${name} is empty.`, next: 'Choose another document.' }),
  'document.too-large': ({ name, sizeBytes, limitBytes }) => ({
    said: `${name} has ${formatBytes(sizeBytes)}; the service takes up to ${formatMemory(limitBytes)}.`,
    next: 'Split it or scan it at a lower resolution.',
  }),
  'document.wrong-type': ({ name }) => ({
    said: `${name} is not a document that the service reads.`,
    next: 'Use a PDF, JPEG, PNG, BMP or TIFF file.',
  }),
  'document.password-protected': ({ name }) => ({
    said: `${name} is protected with a password.`,
    next: 'Save a copy without the password and use that.',
  }),
  'document.damaged': ({ name }) => ({
    said: `${name} is damaged: the service could not open it.`,
    next: 'Make the file again and try once more.',
  }),
  'document.killed-service': ({ image, memoryBytes, enoughBytes }) => ({
    said: `This document needs more memory than the ${images[image].name} container has: it was killed at ${formatMemory(memoryBytes)}.`,
    next: `Give it ${formatMemory(enoughBytes)} on the Run page and start again, or send the document in parts. Others can be sent meanwhile.`,
  }),
  'document.may-count-twice': ({ name, pages, sentAt, why }) => ({
    said:
      why === 'forgotten'
        ? `The service took ${name} on ${instant(sentAt)} and does not know it any more: its result is lost.`
        : `${name} was sent on ${instant(sentAt)}, and nobody knows whether the service took it.`,
    next: `Send it again if you need its result. ${mayCountTwice(pages)}`,
  }),
  'document.interrupted': ({ name, sentAt, others }) => ({
    said: `An analysis of ${name} from ${instant(sentAt)} was interrupted${others > 0 ? `, and ${others === 1 ? 'one other' : `${others} others`}` : ''}.`,
    next: 'The Analyse page of its deployment lists it: where the service took the document, its result is fetched there and nothing counts again.',
  }),
  'document.not-interrupted': () => ({
    said: 'This analysis is not on the list of interrupted ones any more.',
    next: 'Its result was fetched or put away. Analyse the document again if you need it.',
  }),
  'journal.unreadable': ({ setAside }) => ({
    said: 'The file that keeps which work was interrupted could not be read.',
    next: `It was set aside as ${setAside}. Work that was interrupted before is not taken up.`,
  }),
  'document.refused': ({ name, serviceCode, serviceMessage }) => ({
    said: `The service refused ${name}: ${serviceMessage} (${serviceCode}).`,
    next: 'Change the document or the options, then analyse again.',
  }),
  'result.gone': () => ({
    said: 'This answer is not kept any more; Drydock remembers the newest ones while it is open.',
    next: 'Analyse the document again, or open the answer from a file.',
  }),
  'result.unreadable': ({ name }) => ({
    said: `${name} holds no answer of the service: it is not JSON.`,
    next: 'Choose a file that was saved as an answer, or analyse the document.',
  }),
  'result.blank': ({ name }) => ({ said: `${name} is empty.`, next: 'Choose a file that was saved as an answer.' }),
  'result.packed': ({ name }) => ({
    said: `${name} is a compressed file (gzip or zip), not an answer as text.`,
    next: 'Unpack it, then open the file that was inside.',
  }),
  'result.no-text': ({ name }) => ({
    said: `${name} is not text in UTF-8 or UTF-16, so it is no answer of the service.`,
    next: 'Choose a file that was saved as an answer, or save it again as UTF-8.',
  }),
  'result.cut-off': ({ name, line }) => ({
    said: `${name} is incomplete: it ends before the answer does${inLine(line)}.`,
    next: 'Copy the file again, or analyse the document.',
  }),
  'result.more-after-end': ({ name, line, found }) => ({
    said: `${name} goes on after the end of the answer${inLine(line)}, with “${found}”.`,
    next: 'Remove what follows the last closing brace, then open it again.',
  }),
  'result.bare-word': ({ name, line, found }) => ({
    said: `${name} contains “${found}”${inLine(line)}, which is not valid JSON.`,
    next: 'A program changed this file after the service made it. Open the answer as the service sent it.',
  }),
  'document.unknown-sample': () => ({
    said: 'This sample document is not part of Drydock any more.',
    next: 'Choose another sample.',
  }),
  'document.unreadable': ({ name }) => ({
    said: `${name} could not be read from the disk.`,
    next: 'Check that the file is still there and that you may read it, then try again.',
  }),
  'batch.unknown': () => ({
    said: 'This batch is not known any more.',
    next: 'Choose its folder again: what is done already is not sent again.',
  }),
  'batch.already-running': ({ folder }) => ({
    said: `The documents in ${folder} are being analysed already.`,
    next: 'Look at the batch in the list.',
  }),
  'batch.nothing-to-send': ({ folder }) => ({
    said: `${folder} holds no document that the service reads.`,
    next: 'Choose a folder with PDF, JPEG, PNG, BMP or TIFF files.',
  }),
  'batch.folder-unreadable': ({ path }) => ({
    said: `The folder ${path} cannot be read.`,
    next: 'Check that it is still there and that you may open it, or choose another.',
  }),
  'batch.folder-too-large': ({ path, files, depth }) => ({
    said: `The folder ${path} holds more than ${files} files, or folders more than ${depth} deep.`,
    next: 'Choose a folder further down, or leave its subfolders out.',
  }),
  'batch.look-replaced': ({ path }) => ({
    said: `Looking into ${path} was broken off, because another folder was chosen.`,
    next: 'Choose the folder again to look into it.',
  }),
  'batch.manifest-unreadable': ({ setAside, kept }) => ({
    said: `The list of what became of each document could not be read in full; ${kept} ${kept === 1 ? 'entry was' : 'entries were'} kept.`,
    next: `It was set aside as ${setAside}. Answers are all still there; documents without an entry are sent again.`,
  }),
  'batch.list-unreadable': ({ setAside }) => ({
    said: 'The list of batches could not be read.',
    next: `It was set aside as ${setAside}. Choose a batch’s folder again and it continues where it stopped.`,
  }),
  'batch.answer-missing': ({ name }) => ({
    said: `There is no answer for ${name} in the results folder.`,
    next: 'Send the failed and missing documents again.',
  }),
  'service.unreachable': ({ image, port }) => ({
    said: `${images[image].name} does not answer on port ${port}.`,
    next: 'Look at its state and log on the Run page; restart it if it hangs.',
  }),
  'service.busy': ({ image }) => ({
    said: `${images[image].name} is busy and took no more work.`,
    next: 'Wait a little, then analyse again.',
  }),
  'service.failed': ({ image, serviceCode, serviceMessage }) => ({
    said: `${images[image].name} could not finish: ${serviceMessage} (${serviceCode}).`,
    next: 'Look at its log on the Run page, then analyse again.',
  }),
  'service.nonsense': ({ image, route }) => ({
    said: `${images[image].name} gave an answer that is not in its contract (${route}).`,
    next: 'Check that the port belongs to this container. The answer is in the detail.',
  }),
  'service.answer-too-long': ({ image, limitBytes }) => ({
    said: `${images[image].name} answered with more than ${formatBytes(limitBytes)}. Drydock reads no more than that.`,
    next: 'Read the document in parts: enter some of its pages, e.g. 1-100.',
  }),
  'service.too-slow': ({ image, seconds }) => ({
    said: `${images[image].name} has not finished after ${seconds} s.`,
    next: 'Give it more CPUs or memory, or analyse fewer pages.',
  }),
  'expected.unreadable': ({ line, why }) => ({
    said: `Line ${formatCount(line)} of the file of expected values: ${expectedTroubles[why]}.`,
    next: 'Correct this line, save the file as CSV, and choose it again. Nothing of it was used.',
  }),
  'rehearsal.not-started': () => ({
    said: 'The rehearsal did not start.',
    next: 'Try again. Open the detail for what it said.',
  }),
  'rehearsal.not-here': () => ({
    said: 'This can be done in a rehearsal only.',
    next: 'Begin a rehearsal on the Host page.',
  }),
  'rehearsal.not-now': () => ({
    said: 'This cannot go wrong just now.',
    next: 'Open the detail for the reason.',
  }),
  'evidence.no-readings': ({ from, to }) => ({
    said: `There is no usage reading from ${formatDay(from)} to ${formatDay(to)}.`,
    next: 'Choose a period in which containers were read; the Usage page shows when that was.',
  }),
  'alerts.memory-unreadable': ({ setAside }) => ({
    said: 'The file that records which alerts were shown could not be read.',
    next: `It was set aside as ${setAside}. Open alerts are shown once more.`,
  }),
  'commitment.name-taken': ({ name }) => ({
    said: `There is already a commitment called “${name}”.`,
    next: 'Choose another name, for example with the year.',
  }),
  'commitment.unusable': ({ name, trouble }) => ({
    said: `“${name}” was not kept: ${termTroubles[trouble]}`,
    next: 'Correct it and save again.',
  }),
  'usage.history-unreadable': ({ setAside }) => ({
    said: 'The kept usage numbers could not be read.',
    next: `They were set aside as ${setAside}. Usage is collected again from the containers.`,
  }),
  'usage.history-unusable': ({ path }) => ({
    said: 'The usage history cannot be read or written.',
    next: `Check that the disk is not full and that ${path} can be written. It is tried again with the next reading.`,
  }),
  'clock.history-unreadable': ({ setAside }) => ({
    said: 'What was kept of this computer’s clock could not be read.',
    next: `It was set aside as ${setAside}. The clock is watched from now on.`,
  }),
  'settings.unreadable': ({ setAside }) => ({
    said: 'The settings file could not be read.',
    next: `It was set aside as ${setAside}; Drydock goes on with what could be read of it. Nothing on the engine was touched.`,
  }),
  'copy.unreadable': ({ at }) => ({
    said: `The copy of ${instant(at)} cannot be read any more.`,
    next: 'Choose another copy under Settings.',
  }),
  'file.newer': ({ setAside }) => ({
    said: 'A file of Drydock was written by a later version.',
    next: `It was set aside as ${setAside}, and this version began a new one. The later version reads it again under its old name.`,
  }),
  'file.unusable': ({ path }) => ({
    said: `${path} can be neither read nor set aside.`,
    next: 'Drydock continues without it and keeps nothing there. Check the permissions of the file and of its folder, then start Drydock again.',
  }),
  'installation.unreadable': ({ setAside }) => ({
    said: 'The file that tells this installation from others could not be read.',
    next: `It was set aside as ${setAside} and made again. If the data folder was moved since, Drydock treats its old containers as somebody else’s.`,
  }),
  'file.not-written': ({ path }) => ({
    said: `${path} could not be written.`,
    next: 'Check the folder’s permissions and free space, or choose another place.',
  }),
  'call.not-allowed': () => ({ said: 'This window may not do that.', next: 'Restart Drydock.' }),
  'call.other-world': () => ({
    said: 'This page belongs to the other side of the rehearsal.',
    next: 'Load the page again, then repeat what you did.',
  }),
  'call.unknown': ({ path }) => ({
    said: `Drydock does not know the call ${path}.`,
    next: 'Restart Drydock; save the detail if it stays.',
  }),
  'call.bad-input': ({ path }) => ({
    said: `Something on this page was not filled in as ${path} needs it.`,
    next: 'Check the marked fields. The detail names what was wrong.',
  }),
  'task.in-the-way': ({ running }) => ({
    said: `“${titles[running] ?? running}” is running and works on the same thing.`,
    next: 'Wait until it has ended, or cancel it in Tasks, then try again.',
  }),
  'operation.unknown': () => ({ said: 'This task is over.', next: 'Look at the task list.' }),
  unexpected: ({ message }) => ({
    said: `Something happened that Drydock did not foresee: ${message}`,
    next: 'Try again. Save the detail for support if it stays.',
  }),
};
