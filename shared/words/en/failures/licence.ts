import { formatBytes, formatCount, formatDay } from '../../../rules/format.ts';
import { images, resources } from '../names.ts';
import { sideBySide } from '../renewal.ts';
import type { FailureWords } from './type.ts';

export const licenceFailures = {
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
  'license.proxy-not-confirmed': ({ address }) => ({
    said: `The proxy ${address} was not confirmed, so Drydock does not use it.`,
    next: 'If you know the address, save it again and confirm it in the question that follows.',
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
    next: 'Look at its progress.',
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
    said: `The run template that belongs to ${folder} could not be read.`,
    next: 'Drydock keeps it in its data folder, under “templates”. Check the permissions there.',
  }),
  'license.not-taken-over': ({ folder }) => ({
    said: `What an earlier version kept in ${folder} (run template, earlier licences) could not be taken out of it.`,
    next: 'Containers can read and change it there. Check the permissions of the folder and what is in it: Drydock tries again at each start.',
  }),
  'renewal.no-licence': ({ image, folder }) => ({
    said: `There is no licence for ${images[image].name} in ${folder}.`,
    next: 'Choose the folder that the licence download wrote on the other computer.',
  }),
  'renewal.not-a-licence': ({ name, folder }) => ({
    said: `${folder} was not taken over: ${name} is no licence, but a key or a list of accounts.`,
    next: 'Containers can read what is in a licence folder. Choose a folder that holds the licence and nothing else.',
  }),
  'renewal.too-many-files': ({ folder }) => ({
    said: `${folder} holds more files or deeper folders than any licence has, so nothing was copied.`,
    next: 'Choose the folder that the licence download wrote, not one around it.',
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
} satisfies Partial<FailureWords>;
