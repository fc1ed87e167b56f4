import { formatMemory } from '../../../rules/format.ts';
import { images } from '../names.ts';
import type { FailureWords } from './type.ts';

export const runFailures = {
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
  'run.paused': ({ name }) => ({
    said: `The container ${name} is paused.`,
    next: 'Somebody paused it outside of Drydock. Let it go on; it keeps what it has in hand.',
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
  'deployment.not-on-engine': ({ id }) => ({
    said: `The engine has nothing of “${id}” any more that could be taken up.`,
    next: 'Create the deployment anew with the same folders: licences and usage records are still in them.',
  }),
  'deployment.not-taken-up': ({ id }) => ({
    said: `“${id}” was not taken up: you did not confirm it.`,
    next: 'Nothing was changed. Its containers are still shown as another installation’s.',
  }),
  'file.newer': ({ setAside }) => ({
    said: 'A file of Drydock was written by a later version.',
    next: `It was set aside as ${setAside}, and this version began a new one. The later version reads it again under its old name.`,
  }),
  'file.unusable': ({ path }) => ({
    said: `${path} can be neither read nor set aside.`,
    next: 'Drydock continues without it and keeps nothing there. Check the permissions of the file and of its folder, then start Drydock again.',
  }),
  'file.not-written': ({ path }) => ({
    said: `${path} could not be written.`,
    next: 'Check the folder’s permissions and free space, or choose another place.',
  }),
} satisfies Partial<FailureWords>;
