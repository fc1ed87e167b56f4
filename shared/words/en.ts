import type { CheckId } from '../domain/engine.ts';
import type { FailureCode, FailureFacts } from '../failures/registry.ts';
import type { CheckFacts, Verdict } from '../rules/checks.ts';
import { formatBytes, formatCount, formatDay, formatMemory } from '../rules/format.ts';

/**
 * Every word that a person reads, in English. Another language is one more file of this shape (`Words`), named in
 * `languages.ts`.
 */

type FailureWords = { readonly [C in FailureCode]: (facts: FailureFacts[C]) => { said: string; next: string } };

type CheckWords = {
  readonly [I in CheckId]: {
    readonly name: string;
    readonly verdicts: {
      readonly [V in Verdict<I>]: (facts: CheckFacts[I]) => { readonly said: string; readonly next: string | null };
    };
  };
};

const images = {
  layout: { name: 'Layout', reads: 'Text, tables and tick boxes of any document' },
  invoice: { name: 'Invoice', reads: 'Vendor, dates, totals and line items of invoices' },
  receipt: { name: 'Receipt', reads: 'Shop, date, items and total of till receipts' },
  'business-card': { name: 'Business card', reads: 'Names, companies, phones and addresses of business cards' },
  'id-document': { name: 'ID document', reads: 'Passports and US driver licences' },
  read: { name: 'Read', reads: 'Helper: finds the words for Receipt, Business card and ID document' },
} as const;

const resources = { 'form-recognizer': 'Form Recognizer', 'computer-vision': 'Computer Vision' } as const;

const failures: FailureWords = {
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
  'image.not-on-host': ({ image, reference }) => ({
    said: `The ${images[image].name} image ${reference} is not on this host.`,
    next: 'Pull it or load it from a file first.',
  }),
  'image.wrong-platform': ({ reference, platform }) => ({
    said: `${reference} is made for ${platform}; these containers run on Linux x64 only.`,
    next: 'Use another tag, or another host.',
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
  'folder.not-absolute': ({ path }) => ({
    said: `“${path}” is not a full path.`,
    next: 'Enter a path that starts at the root of this computer, or choose the folder.',
  }),
  'folder.missing': ({ path }) => ({
    said: `The folder ${path} does not exist and could not be made.`,
    next: 'Make it, or choose another.',
  }),
  'folder.not-a-folder': ({ path }) => ({ said: `${path} is a file, not a folder.`, next: 'Choose a folder.' }),
  'folder.not-writable': ({ path }) => ({
    said: `The folder ${path} cannot be written to.`,
    next: 'Change its permissions (the container may run as another user), or choose another folder.',
  }),
  'folder.shared-by-images': ({ path }) => ({
    said: `Two containers of this deployment would share ${path}.`,
    next: 'Give each container a licence folder of its own.',
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
    said: `${name} has ${formatBytes(sizeBytes)}; the service takes up to ${formatBytes(limitBytes)}.`,
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
  'document.refused': ({ name, serviceCode, serviceMessage }) => ({
    said: `The service refused ${name}: ${serviceMessage} (${serviceCode}).`,
    next: 'Change the document or the options, then analyse again.',
  }),
  'document.unknown-sample': () => ({
    said: 'This sample document is not part of Drydock any more.',
    next: 'Choose another sample.',
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
  'service.too-slow': ({ image, seconds }) => ({
    said: `${images[image].name} has not finished after ${seconds} s.`,
    next: 'Give it more CPUs or memory, or analyse fewer pages.',
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
  'usage.history-unreadable': ({ setAside }) => ({
    said: 'The kept usage numbers could not be read.',
    next: `They were set aside as ${setAside}. Usage is collected anew from the containers.`,
  }),
  'settings.unreadable': ({ setAside }) => ({
    said: 'The settings file could not be read.',
    next: `It was set aside as ${setAside}; Drydock started with none. Nothing on the engine was touched.`,
  }),
  'file.not-written': ({ path }) => ({
    said: `${path} could not be written.`,
    next: 'Check the folder’s permissions and free space, or choose another place.',
  }),
  'call.not-allowed': () => ({ said: 'This window may not do that.', next: 'Restart Drydock.' }),
  'call.unknown': ({ path }) => ({
    said: `Drydock does not know the call ${path}.`,
    next: 'Restart Drydock; save the detail if it stays.',
  }),
  'call.bad-input': ({ path }) => ({
    said: `Something on this page was not filled in as ${path} needs it.`,
    next: 'Check the marked fields. The detail names what was wrong.',
  }),
  'operation.unknown': () => ({ said: 'This task is over.', next: 'Look at the task list.' }),
  unexpected: ({ message }) => ({
    said: `Something happened that Drydock did not foresee: ${message}`,
    next: 'Try again. Save the detail for support if it stays.',
  }),
};

const notLooked = () => ({ said: 'This could not be looked at.', next: null });
const memoryOf = (bytes: number | null): string => (bytes === null ? 'an unknown amount' : formatMemory(bytes));

const checks: CheckWords = {
  engine: {
    name: 'Container engine',
    verdicts: {
      answers: ({ product, version, place }) => ({
        said: `${product === 'podman' ? 'Podman' : product === 'docker' ? 'Docker' : product === 'rehearsal' ? 'The rehearsal' : 'An engine'} ${version} answers at ${place}.`,
        next: null,
      }),
      'not-found': ({ tried }) => ({
        said: `None was found in the ${formatCount(tried)} places looked at.`,
        next: 'Install Docker or Podman on this computer, or enter the address of an engine below.',
      }),
      'permission-denied': ({ place }) => ({
        said: `One is there, but your account may not use ${place}.`,
        next: 'Have an administrator add your account to the docker group, sign out and in again, then check again.',
      }),
      'not-running': ({ place }) => ({
        said: `Docker is installed but not running: nothing listens at ${place}.`,
        next: 'Start it (on Linux: sudo systemctl start docker), then check again.',
      }),
      'no-answer': ({ place }) => ({
        said: `What is at ${place} does not answer as an engine.`,
        next: 'Check that it runs and that the address is right, then check again.',
      }),
    },
  },
  'engine-api': {
    name: 'Engine version',
    verdicts: {
      'new-enough': ({ apiVersion }) => ({ said: `Speaks API ${apiVersion}, which is new enough.`, next: null }),
      'too-old': ({ apiVersion }) => ({
        said: `Speaks API ${apiVersion}, which is too old.`,
        next: 'Have the engine updated to Docker 19.03, Podman 4 or newer.',
      }),
      unknown: notLooked,
    },
  },
  'engine-place': {
    name: 'Where the engine runs',
    verdicts: {
      here: () => ({ said: 'On this computer.', next: null }),
      elsewhere: ({ host }) => ({
        said: `On another computer (${host}).`,
        next: 'Licence and output folders are folders of that computer. Run Drydock there if you can.',
      }),
      unknown: notLooked,
    },
  },
  containers: {
    name: 'Linux containers',
    verdicts: {
      linux: () => ({ said: 'The engine runs Linux containers.', next: null }),
      other: ({ osType }) => ({
        said: `The engine runs ${osType} containers; these images are made for Linux.`,
        next: 'Switch Docker Desktop to Linux containers, then check again.',
      }),
      unknown: notLooked,
    },
  },
  architecture: {
    name: 'Processor type',
    verdicts: {
      x64: () => ({ said: 'x64, as the images need.', next: null }),
      other: ({ architecture }) => ({
        said: `${architecture}; the images are made for x64 only.`,
        next: 'Use another computer.',
      }),
      unknown: notLooked,
    },
  },
  avx2: {
    name: 'AVX2 instructions',
    verdicts: {
      present: () => ({ said: 'The processor has them.', next: null }),
      missing: () => ({
        said: 'The processor lacks them.',
        next: 'Layout and Invoice can run. Receipt, Business card and ID document need Read, which needs AVX2.',
      }),
      unknown: () => ({
        said: 'Whether the processor has them could not be looked at.',
        next: 'Read needs them, and so do Receipt, Business card and ID document.',
      }),
    },
  },
  cpus: {
    name: 'CPUs',
    verdicts: {
      enough: ({ cpus }) => ({ said: `${cpus}; the largest container asks for 8.`, next: null }),
      fewer: ({ cpus }) => ({
        said: `${cpus}; the largest container asks for 8.`,
        next: 'The containers run with fewer, but slower than the vendor recommends.',
      }),
      unknown: notLooked,
    },
  },
  memory: {
    name: 'Memory',
    verdicts: {
      enough: ({ totalBytes, freeBytes }) => ({
        said: `${memoryOf(totalBytes)}${freeBytes === null ? '' : `, ${memoryOf(freeBytes)} of it free`}.`,
        next: null,
      }),
      tight: ({ totalBytes, freeBytes }) => ({
        said: `${memoryOf(totalBytes)}${freeBytes === null ? '' : `, ${memoryOf(freeBytes)} of it free`}; Layout and Read ask for 16 GB each.`,
        next: 'Close other programs, or give the engine more memory. A container that runs out of it is stopped.',
      }),
      little: ({ totalBytes }) => ({
        said: `Only ${memoryOf(totalBytes)}.`,
        next: 'No deployment fits. Give the engine more memory or use another computer.',
      }),
      unknown: notLooked,
    },
  },
  disk: {
    name: 'Disk space for images',
    verdicts: {
      enough: ({ folder, freeBytes }) => ({ said: `${formatBytes(freeBytes ?? 0)} free at ${folder}.`, next: null }),
      tight: ({ folder, freeBytes }) => ({
        said: `${formatBytes(freeBytes ?? 0)} free at ${folder}.`,
        next: 'One deployment fits. Free some space before you pull a second one.',
      }),
      little: ({ folder, freeBytes }) => ({
        said: `Only ${formatBytes(freeBytes ?? 0)} free at ${folder}.`,
        next: 'Free at least 30 GB before you pull.',
      }),
      unknown: () => ({
        said: 'The engine’s disk cannot be looked at from here.',
        next: 'Have about 30 GB free there for one deployment.',
      }),
    },
  },
  limits: {
    name: 'CPU and memory limits',
    verdicts: {
      both: () => ({ said: 'The engine can limit both.', next: null }),
      missing: ({ memory }) => ({
        said: `The engine cannot limit ${memory ? 'CPUs' : 'memory'}.`,
        next: 'Containers may take all there is. On Linux this is a kernel or control group setting.',
      }),
      unknown: notLooked,
    },
  },
  storage: {
    name: 'Image storage',
    verdicts: {
      good: ({ driver }) => ({ said: `Kept by ${driver}.`, next: null }),
      slow: ({ driver }) => ({
        said: `Kept by ${driver}, which is slow and takes much space.`,
        next: 'Have the engine set up with overlay2 if the file system allows it.',
      }),
      unknown: notLooked,
    },
  },
  network: {
    name: 'Private networks',
    verdicts: {
      works: () => ({ said: 'The engine manages them.', next: null }),
      fails: ({ reason }) => ({
        said: `The engine does not tell its networks: ${reason}`,
        next: 'Restart the engine, then check again.',
      }),
      unknown: notLooked,
    },
  },
  loopback: {
    name: 'Ports on this computer',
    verdicts: {
      free: () => ({ said: 'Ports can be opened on 127.0.0.1.', next: null }),
      refused: ({ reason }) => ({
        said: `No port can be opened on 127.0.0.1: ${reason}`,
        next: 'A security program may forbid it. Ask your administrator.',
      }),
    },
  },
  keychain: {
    name: 'Keychain',
    verdicts: {
      takes: () => ({ said: 'The system’s keychain keeps the endpoint and key.', next: null }),
      none: () => ({
        said: 'No keychain is available.',
        next: 'The key can be kept for this session only. On Linux, GNOME Keyring or KWallet gives you a keychain.',
      }),
    },
  },
  'data-folder': {
    name: 'Drydock’s own folder',
    verdicts: {
      writable: ({ folder }) => ({ said: `${folder} can be written.`, next: null }),
      'not-writable': ({ folder, reason }) => ({
        said: `${folder} cannot be written: ${reason}`,
        next: 'Correct its permissions or free some space; settings would be lost.',
      }),
    },
  },
  clock: {
    name: 'Clock',
    verdicts: {
      agrees: () => ({ said: 'Engine and computer agree on the time.', next: null }),
      differs: ({ seconds }) => ({
        said: `The engine’s clock is ${Math.abs(seconds ?? 0)} s ${(seconds ?? 0) > 0 ? 'ahead' : 'behind'}.`,
        next: 'Set both clocks: licences end by them.',
      }),
      implausible: ({ year }) => ({
        said: `The clock says ${year}.`,
        next: 'Set it: a licence is refused outside its term.',
      }),
      unknown: notLooked,
    },
  },
};

export const en = {
  language: 'English',
  images,
  resources,
  failures,
  checks,
  loading: 'Reading…',
  readAgain: 'Read again',
  choose: 'Choose…',
  cancel: 'Cancel',
  close: 'Close',
  copy: { done: 'Copied' },
  products: { docker: 'Docker', podman: 'Podman', rehearsal: 'Rehearsal', other: 'Engine' },
  failure: {
    retry: 'Try again',
    showDetail: 'Show detail',
    hideDetail: 'Hide detail',
    saveDetail: 'Save detail…',
    left: (names: string) => `Could not be taken away: ${names}. Drydock removes it at its next start.`,
  },
  closing: {
    title: (running: number) => (running === 1 ? 'A task is still running.' : `${running} tasks are still running.`),
    detail: 'Closing Drydock cancels them. What is complete is kept, and they can be started again.',
    stay: 'Stay',
    close: 'Close anyway',
  },
  aside: { title: 'What happens here', show: 'Show what happens here', hide: 'Hide what happens here' },
  frame: {
    navigation: 'Main navigation',
    steps: 'Steps',
    deployments: 'Deployments',
    newDeployment: 'New deployment',
    tasks: 'Tasks',
    host: 'Host',
    settings: 'Settings',
    running: (count: number) => (count === 1 ? '1 task is running' : `${count} tasks are running`),
    engine: (product: string, version: string, here: boolean) =>
      `${product} ${version}, ${here ? 'this computer' : 'another computer'}`,
    noEngine: 'No container engine found',
    lookingForEngine: 'Looking for a container engine…',
    search: 'Search',
    searchHint: 'Go to a page or change the theme',
    nothingFound: 'Nothing by that name',
    dismissNotices: 'Dismiss',
    rehearsal: 'Rehearsal',
    rehearsalText:
      'This is a rehearsal with a stand-in for the vendor’s software. Nothing here is licensed, sealed or counted in earnest.',
    endRehearsal: 'End rehearsal',
  },
  guide: {
    title: 'Guide',
    show: 'Show guide',
    hide: 'Hide guide',
    onSite: 'On site',
    see: 'What you should see',
    wrong: 'What can go wrong',
    provoke: 'Make it happen',
    calm: 'Take it back',
    steps: {
      pull: {
        onSite:
          'Several gigabytes come from Microsoft’s registry or your mirror: minutes to hours. Without a line, carry them in as a file.',
        see: 'A bar for each layer, speed and time left, then “On this host” beside each image.',
      },
      license: {
        onSite:
          'This is the one step that needs a line to Azure, and the resource’s endpoint and key. Do it before the line is cut.',
        see: 'A licence in each folder with its end date, and the run command kept beside it.',
      },
      run: {
        onSite:
          'The real images need 8 GB and more, and take a minute or two until they are ready. No key, no internet.',
        see: 'Helper first, then the feature, each “Ready”; then “Serving” with a port.',
      },
      analyse: {
        onSite: 'Take a document of your own: what counts is whether it reads yours.',
        see: 'The page with boxes, fields with their confidence, and the words beside.',
      },
      usage: {
        onSite: 'The meters stand in the output folder. Each page counts, on the feature’s meter and on its helper’s.',
        see: 'Pages by month and meter, going up with each analysis.',
      },
    },
    failures: {
      'pull-broken-off': {
        title: 'The line breaks in mid-pull',
        how: 'The next pull ends half-way. What has arrived stays; pull again.',
        waits: 'Waiting: press “Pull” and see.',
        not: 'All images are here already.',
      },
      'key-refused': {
        title: 'The key is refused',
        how: 'The next download is refused by Azure. Compare key and endpoint with the portal, and try again.',
        waits: 'Waiting: press “Download” and see.',
        not: 'The licences are here already.',
      },
      'licence-expired': {
        title: 'The licence ends',
        how: 'The licences ended yesterday. What runs goes on until it is restarted. Download new ones.',
        waits: '',
        not: 'There is no licence yet.',
      },
      'port-taken': {
        title: 'Another program has the port',
        how: 'The start is refused. Choose the port that is proposed, or find the program.',
        waits: 'Waiting: press “Start” and see.',
        not: 'Stop the containers first.',
      },
      'killed-for-memory': {
        title: 'The containers run out of memory',
        how: 'They are killed. The restart policy may start them again; give them more memory if it happens often.',
        waits: '',
        not: 'Nothing runs yet.',
      },
    },
  },
  steps: { pull: 'Pull', license: 'Licence', run: 'Run', analyse: 'Analyse', usage: 'Usage' },
  stepStates: { done: 'done', current: 'next', todo: 'not done yet', attention: 'needs you' },
  phaseStates: { todo: 'not started', running: 'running', done: 'done', failed: 'failed' },
  serving: {
    serving: 'Serving',
    starting: 'Starting',
    'needs-you': 'Needs you',
    stopped: 'Stopped',
    failed: 'Failed',
    'not-set-up': 'Not set up yet',
  },
  licence: {
    days: (days: number) =>
      days < 0 ? 'licence ended' : days === 0 ? 'licence ends today' : days === 1 ? '1 day left' : `${days} days left`,
    badge: (name: string, days: number) =>
      days < 0
        ? `${name}: licence ended`
        : days === 0
          ? `${name}: licence ends today`
          : `${name}: licence ends in ${days === 1 ? '1 day' : `${days} days`}`,
  },
  settings: {
    title: 'Settings',
    looks: 'Look',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    stored: 'Stored credentials and logins',
    storedNone: 'Nothing is stored.',
    keptIn: { keychain: 'In the keychain', session: 'For this session only' },
    forget: 'Forget',
    talksTitle: 'What Drydock talks to',
    talksLead: 'Nothing leaves this host by itself: no telemetry, no updates, nothing loaded from elsewhere.',
    talks: [
      'The container engine, through its socket.',
      'The containers it started, on 127.0.0.1.',
      'A registry, through the engine, when you pull.',
      'The Azure endpoint, from the licence container, when you download a licence.',
      'The system’s keychain, and the folders you chose.',
    ],
    about: 'About',
    platform: 'Platform',
    dataFolder: 'Data folder',
  },
  welcome: {
    title: 'Form Recognizer on a host without internet',
    lead: 'Five steps from a key and a workstation to a service that reads your documents and counts what it used.',
    stepsTitle: 'How it goes',
    steps: [
      ['Pull', 'Fetch the container images on a connected host, or load them from a file.'],
      ['Licence', 'Download a licence with the endpoint and key of your Azure resource.'],
      ['Run', 'Start the containers without a way to the outside.'],
      ['Analyse', 'Try a sample or a document of your own.'],
      ['Usage', 'See what was counted, by month and meter.'],
    ],
    needTitle: 'What you need',
    need: [
      'Docker or Podman on this computer.',
      'Endpoint and key of a Form Recognizer resource that is approved for disconnected use.',
      'For Receipt, Business card and ID document, a Computer Vision resource as well.',
      'About 30 GB of disk, and 8 to 24 GB of memory for each container.',
      'Internet for the first two steps only.',
    ],
    checkHost: 'Check this host',
    begin: 'Set up a deployment',
    rehearse: 'Rehearse first',
  },
  host: {
    title: 'Connect',
    lead: 'The container engine, and whether this host can do the job.',
    verdict: (problems: number) => (problems === 0 ? 'Ready' : problems === 1 ? '1 problem' : `${problems} problems`),
    checking: 'Checking…',
    again: 'Check again',
    toCreate: 'Continue to new deployment',
    toDeployment: (name: string) => `Continue to ${name}`,
    noEngine: 'No container engine answers on this computer.',
    engineFacts: (system: string, cpus: number, memory: string, api: string) =>
      `${system}, ${cpus} CPUs, ${memory} memory, API ${api}`,
    showPlaces: 'Where it was looked for',
    hidePlaces: 'Hide the places',
    checks: 'This host',
    checkedIn: (clock: string, seconds: string) => `at ${clock}, in ${seconds} s`,
    states: { ok: 'fine', warning: 'may hurt later', problem: 'stops the job', unknown: 'not known' },
    place: 'Place',
    address: 'Address',
    result: 'Result',
    sources: {
      preference: 'Your own address',
      environment: 'DOCKER_HOST',
      'docker-context': 'Docker context',
      'system-docker': 'Docker',
      'rootless-docker': 'Rootless Docker',
      'docker-desktop': 'Docker Desktop',
      podman: 'Podman',
      'rootless-podman': 'Rootless Podman',
      'named-pipe': 'Docker',
    },
    outcomes: {
      taken: 'in use',
      'also-answers': 'answers too',
      'no-socket': 'nothing there',
      'permission-denied': 'no permission',
      'not-running': 'not running',
      'no-answer': 'no answer',
      'not-an-engine': 'not an engine',
      'bad-host': 'not an address',
    },
    own: 'Another address',
    ownHint: 'unix:///path, tcp://host:port',
    useIt: 'Use it',
    searchAgain: 'Search again',
    rehearse: 'Rehearse',
    rehearseTitle: 'Practise without an engine',
    rehearseText:
      'The whole job on this computer with a stand-in for the containers: no Docker, no key, no network. What you set up there stays apart from the real deployments.',
    aside: [
      'Drydock looks for a container engine in the usual places and takes the first that answers.',
      'It then looks at what the containers need: processor, memory, disk, a keychain for the key.',
      'Nothing is changed here.',
    ],
  },
  create: {
    title: 'New deployment',
    lead: 'Choose what it shall read. Helpers come along by themselves.',
    feature: 'What it reads',
    helper: (name: string) => `Brings its helper ${name}`,
    noHelper: 'Needs no helper',
    recommended: (cpus: number, memory: string) => `${cpus} CPUs, ${memory} recommended`,
    tight: 'more than this host has',
    name: 'Name',
    namePlaceholder: 'As you will find it in the list',
    registry: 'Registry',
    registryHint: 'Microsoft’s, or your site’s mirror, with its path if it has one',
    registryWrong: 'A host name, like mirror.example:5000/azure',
    tag: 'Tag',
    tagHint: 'Empty takes the usual one',
    tagWrong: 'Not a tag',
    create: 'Continue to pull',
    aside: [
      'A deployment is a feature image with its helpers, their folders and a port.',
      'Each container gets a licence folder and an output folder of its own. You can change them later.',
      'Nothing is fetched yet.',
    ],
  },
  transfer: {
    beginning: 'Beginning…',
    of: (done: string, total: string) => `${done} of ${total}`,
    left: (time: string) => `about ${time} left`,
  },
  keeping: {
    session: 'Keep it for this session only',
    keychain: 'Otherwise it stays in the system’s keychain until you forget it. It is never written to a file.',
    noKeychain: 'No keychain is available',
    sessionOnly:
      'It is kept in memory for this session only and gone when Drydock closes. It is never written to a file.',
  },
  pull: {
    title: 'Pull',
    lead: 'Bring the images to this host.',
    pulling: 'Pulling',
    allHere: 'All on this host',
    missing: (count: number) => (count === 1 ? '1 image missing' : `${count} images missing`),
    pull: (count: number) => (count <= 1 ? 'Pull image' : `Pull ${count} images`),
    pullTitle: (count: number) => (count <= 1 ? 'Pulling 1 image' : `Pulling ${count} images`),
    toLicence: 'Continue to licence',
    keeps: 'After a cancel, layers that are complete stay and are not fetched again.',
    images: 'Images',
    helper: 'helper',
    waiting: 'Waiting',
    here: 'On this host',
    notHere: 'Not here yet',
    layers: (count: number) => (count === 1 ? '1 layer' : `${count} layers`),
    layerStates: {
      waiting: 'waiting',
      downloading: 'downloading',
      checking: 'checking',
      extracting: 'extracting',
      complete: 'complete',
      'already-here': 'here already',
    },
    source: 'Where from',
    registry: 'Registry',
    registryHint: 'Microsoft’s, or your site’s mirror, with its path if it has one',
    registryWrong: 'A host name, like mirror.example:5000/azure',
    tagOf: (name: string) => `Tag of ${name}`,
    tagWrong: 'Not a tag',
    saveSource: 'Use this source',
    discard: 'Discard',
    login: (host: string) => `${host} wants a login`,
    loggedIn: (user: string, host: string, kept: string) =>
      `Logs in at ${host} as ${user} (${kept === 'keychain' ? 'in the keychain' : 'this session only'})`,
    replace: 'Replace',
    forget: 'Forget',
    username: 'User name',
    password: 'Password',
    keepLogin: 'Keep login',
    fromFile: 'Load from a file',
    archive: 'Image archive',
    archiveHint: 'Made with docker save, .tar or .tar.gz',
    load: 'Load',
    loading: 'Loading the archive',
    loaded: (references: string) => `Loaded ${references}`,
    aside: [
      'The engine fetches each image layer by layer from the registry and checks it.',
      'Nothing of yours is sent. A login is used only if the registry wants one.',
      'On a host without internet, load a file that was made elsewhere.',
    ],
  },
  license: {
    title: 'Licence',
    lead: 'One licence for each container, downloaded once with your resource’s endpoint and key.',
    downloading: 'Downloading',
    allValid: 'Licensed',
    missing: (count: number) => (count === 1 ? '1 licence missing' : `${count} licences missing`),
    download: (count: number) => (count <= 1 ? 'Download licence' : `Download ${count} licences`),
    toRun: 'Continue to run',
    why: (has: { pulled: boolean; accepted: boolean; credentials: boolean; editing: boolean }) =>
      !has.pulled
        ? 'Pull the images first.'
        : !has.credentials
          ? 'Enter endpoint and key first.'
          : has.editing
            ? 'Use or discard the changed folders first.'
            : !has.accepted
              ? 'Accept the terms first.'
              : '',
    progress: 'Download',
    keeps: 'After a cancel the licence folder is as it was.',
    showLog: 'Show log',
    hideLog: 'Hide log',
    log: 'Log of the licence container',
    noLog: 'The container has not written anything yet.',
    resource: (name: string) => `${name} resource`,
    kept: { keychain: 'In the keychain', session: 'This session only' },
    keptText: (names: string, cloud: string) =>
      `Endpoint and key are stored and used for ${names}. ${cloud} They are not shown again.`,
    clouds: {
      public: 'The endpoint is in the Azure public cloud.',
      'us-government': 'The endpoint is in Azure US Government.',
      china: 'The endpoint is in Azure China.',
      other: 'The endpoint is not one of Azure’s known host names.',
    },
    replace: 'Replace',
    forget: 'Forget',
    credentialsFor: (names: string) => `Used to download the licence of ${names}, and for nothing else.`,
    endpoint: 'Endpoint',
    endpointHint: 'From the resource’s Keys and Endpoint page',
    endpointCloud: {
      public: 'Azure public cloud',
      'us-government': 'Azure US Government',
      china: 'Azure China',
      other: 'Not one of Azure’s known host names. It is taken as it is; check it once more.',
    },
    endpointWrong: {
      'not-https': 'It has to begin with https://',
      malformed: 'This is not an endpoint address.',
    },
    key: 'Key',
    keyHint: 'KEY 1 or KEY 2 of the same page',
    keyWrong: 'This does not look like a key.',
    keyUnusual: 'An unusual shape for a key. It is taken as it is; check it once more.',
    keepInKeychain: 'Keep in keychain',
    keepForSession: 'Keep for this session',
    folders: 'Licence folders',
    folderOf: (name: string) => `Licence folder of ${name}`,
    folderWillBeMade: 'Will be made',
    folderThere: 'There and ready',
    folderNotWritable: 'This folder cannot be written to.',
    saveFolders: 'Use these folders',
    discard: 'Discard',
    terms: 'Licence terms',
    termsText: [
      'The containers are Microsoft’s, and Microsoft’s terms apply to them: the agreement under which you bought Azure, and the terms of the container images.',
      'Accepting here is passed to each container as eula=accept. Without it a container does not start.',
    ],
    termsAddress: 'https://go.microsoft.com/fwlink/?linkid=2018657',
    accept: 'I have read and accept the licence terms',
    licenceFor: (name: string) => `Licence for ${name}`,
    unreadable: 'Folder cannot be read',
    endUnknown: 'End not known',
    endUnknownText: 'The licence’s files do not tell',
    until: 'Ends',
    madeFor: 'Made for',
    where: 'Folder',
    files: 'Files',
    showTemplate: 'Show run template',
    hideTemplate: 'Hide run template',
    openFolder: 'Open folder',
    again: 'Download again',
    printed: 'As printed',
    nothingPrinted: 'No template was kept with this licence.',
    copyRun: 'Copy the docker run lines',
    copyCompose: 'Copy the Compose file',
    aside: [
      'Drydock starts the container once with your endpoint and key. It asks Azure for a licence and writes it to the licence folder.',
      'The key stands in that one container’s arguments and is gone with it. The disconnected run does not get it.',
      'A licence belongs to one image build: after pulling a newer image, download it again.',
    ],
  },
  run: {
    title: 'Run',
    lead: 'Start the containers. They get no key and no way to the outside.',
    start: 'Start',
    toAnalyse: 'Continue to analyse',
    doing: {
      'deployments.start': 'Starting',
      'deployments.stop': 'Stopping',
      'deployments.restart': 'Restarting',
      'deployments.remove': 'Removing',
    },
    notReady: 'Images or licences are missing. Finish the steps before this one first.',
    together: (asked: string, has: string) =>
      `Together the containers may take ${asked}; this host has ${has}. Under load one of them may be stopped for memory.`,
    cpus: 'CPUs',
    memory: 'Memory',
    sizeHint: {
      fits: (recommended: string) => `${recommended} recommended`,
      'below-recommended': (recommended: string) => `${recommended} recommended; with less it is slower`,
      'below-minimum': (_recommended: string, minimum: string) =>
        `Below the vendor’s minimum of ${minimum}; it may be slow or stop`,
      'above-host': (_recommended: string, _minimum: string, host: string) => `More than this host has (${host})`,
    },
    output: 'Output folder',
    outputHint: 'Usage records go here. They are billing evidence: Drydock never deletes them.',
    service: 'Service',
    port: 'Port',
    portHint: 'Programs on this computer reach the service here',
    portTaken: (next: number) => `In use. ${next} is free.`,
    reach: 'Who may reach it',
    reaches: { 'this-computer': 'This computer', network: 'The network' },
    reachHint: {
      'this-computer': 'Sealed: nothing gets out of the containers, only this computer gets in',
      network: 'Not sealed: other computers get in, and the containers could get out',
    },
    restart: 'Restart',
    restarts: { no: 'Never', 'on-failure': 'On failure', 'unless-stopped': 'Always' },
    restartHint: {
      no: 'Stays down until you start it',
      'on-failure': 'Starts again when it fails',
      'unless-stopped': 'Starts again after failures and reboots, until you stop it',
    },
    copyCommands: 'Copy the commands',
    sealed: 'Sealed',
    notSealed: 'Not sealed',
    licensed: (days: string) => `Licensed: ${days}`,
    licenceUnknown: 'Licensed; its end is not known',
    readAt: (clock: string) => `Read at ${clock}`,
    copyAddress: 'Copy the address',
    stop: 'Stop',
    restartNow: 'Restart',
    startAgain: 'Start again',
    remove: 'Remove',
    removeTitle: 'Remove the containers?',
    removeText: 'The containers and their network go. Licences, usage records and this deployment’s settings stay.',
    removeNow: 'Remove containers',
    readiness: {
      ready: 'Ready',
      'not-ready': 'Not ready yet',
      unreachable: 'Does not answer',
      'not-running': 'Not running',
    },
    noContainer: 'No container',
    noContainerText: 'It was removed outside of Drydock. Remove the rest, then start again.',
    containerFacts: (name: string, cpus: number | null, memory: string | null) =>
      [name, cpus === null ? null : `${cpus} CPUs`, memory].filter((part) => part !== null).join(' · '),
    status: (word: string) => `says ${word}`,
    killedForMemory: 'Stopped because it needed more memory than it was given. Remove, give it more, start again.',
    ended: (exitCode: number | null) =>
      `Ended${exitCode === null ? '' : ` with exit code ${exitCode}`}. Its log below says why.`,
    measuring: 'Measuring…',
    cpuNow: 'CPU',
    memoryNow: 'Memory',
    percent: (value: number) => `${value} %`,
    ofLimit: (used: string, limit: string) => `${used} of ${limit}`,
    logs: 'Logs',
    log: 'Log',
    noLog: 'Nothing written yet.',
    nothingFound: 'No line with that.',
    searchLog: 'Search the log',
    saveLog: 'Save the log',
    save: 'Save…',
    aside: [
      'Helpers start first, then the feature, on a network of their own.',
      'It is published on this computer only, unless you say otherwise. The licence and output folders are mounted; the key is not part of this run.',
      'These are the exact commands:',
    ],
  },
  usage: {
    title: 'Usage',
    lead: 'What the containers say was used, by meter. Read every minute while this page is open.',
    readAt: (clock: string) => `Read at ${clock}`,
    save: 'Save as CSV…',
    saveTitle: 'Save the usage table',
    refresh: 'Refresh',
    none: 'Nothing was counted yet',
    noneYet: 'Analyse a document: its pages are counted here.',
    noneText: 'Once the containers run and have read a document, totals and months stand here.',
    stale: (names: string) => `Did not answer just now, shown as last read: ${names}.`,
    thisMonth: (quantity: string) => `${quantity} this month`,
    months: 'By month',
    chartLabel: 'Bars of the quantities by month; the table below holds the same numbers',
    table: 'Table',
    container: 'Container',
    meter: 'Meter',
    total: 'Total',
    unitNote:
      'As the meters count: the vendor does not say whether a unit is a page or a call. A helper counts for itself.',
  },
  tasks: {
    title: 'Tasks',
    lead: 'Everything that takes longer than a blink. You can leave it and come back.',
    none: 'No tasks yet',
    noneText: 'Pulls, licence downloads, starts and analyses are listed here while Drydock is open.',
    runningTitle: 'Running',
    endedTitle: 'Ended',
    stalled: (time: string) => `No data for ${time}`,
    ended: (state: string, clock: string) => `${state === 'succeeded' ? 'Done' : 'Cancelled'} at ${clock}`,
    startAgain: 'Start again',
    progress: 'Progress',
    show: 'Show log',
    hide: 'Hide log',
    log: 'Log',
    noLog: 'No lines.',
    began: (clock: string) => `Began at ${clock}`,
    took: (time: string) => `took ${time}`,
    dismiss: 'Dismiss',
    titles: {
      'images.pull': 'Pull images',
      'images.load': 'Load images from a file',
      'license.download': 'Download licence',
      'deployments.start': 'Start',
      'deployments.stop': 'Stop',
      'deployments.restart': 'Restart',
      'deployments.remove': 'Remove containers',
      'analysis.analyse': 'Analyse a document',
    },
  },
  analyse: {
    title: 'Analyse',
    lead: 'Try a document on the running container and look at what it finds.',
    aside: [
      'The document goes to the container on this computer and to nothing else.',
      'The container reads it and answers with text, tables and fields, each with its place on the page.',
      'Every page counts on the meter, samples too. The numbers are on the Usage page.',
    ],
    own: 'Your own document',
    drop: 'Drop a document here, or choose a file',
    dropHint: (limit: string) => `PDF, JPEG, PNG, BMP or TIFF, up to ${limit}`,
    anotherFile: 'drop or choose another one to replace it',
    samples: 'Samples',
    sample: (name: string, pages: number) => `${name}, ${pages === 1 ? '1 page' : `${pages} pages`}`,
    fits: 'For this image',
    pageCount: (pages: number) => (pages === 1 ? '1 page' : `${pages} pages`),
    analyse: 'Analyse',
    another: 'Analyse another',
    toUsage: 'Continue to usage',
    notRunning: 'Nothing is running to analyse with',
    toRun: 'Go to Run',
    cancelled: 'This analysis was cancelled. The container may have counted its pages all the same.',
    read: (name: string, time: string) => `${name}, read in ${time}`,
    page: 'Page',
    results: 'What was found',
    tabs: { fields: 'Fields', tables: 'Tables', text: 'Text', json: 'JSON' },
    layers: { fields: 'Fields', tables: 'Tables', marks: 'Tick boxes', lines: 'Lines', words: 'Words' },
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    pageBefore: 'Page before',
    pageAfter: 'Next page',
    pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
    boxes: (count: number, page: number) =>
      `Page ${page} with ${count === 1 ? '1 box' : `${formatCount(count)} boxes`}`,
    noPicture: 'No picture of this page can be shown here. The boxes stand where the service found something.',
    documentAt: (at: number, docType: string) => `Document ${at}: ${docType.replace('prebuilt:', '')}`,
    onPages: (pages: readonly number[]) =>
      pages.length === 1 ? `page ${pages[0]}` : `pages ${pages[0]} to ${pages[pages.length - 1]}`,
    field: 'Field',
    value: 'Value',
    confidence: 'Confidence',
    notFound: 'not found',
    trust: { high: 'sure', medium: 'check', low: 'doubtful' },
    tableAt: (at: number) => `Table ${at}`,
    tableSize: (rows: number, columns: number, page: number) => `${rows} rows, ${columns} columns, page ${page}`,
    pageAt: (page: number) => `Page ${page}`,
    counted: (lines: number, found: number) =>
      `${lines === 1 ? '1 line' : `${formatCount(lines)} lines`}, ${found === 1 ? '1 word' : `${formatCount(found)} words`}`,
    noLines: 'The service returned no text for this page.',
    handwritten: 'handwritten',
    marks: 'Tick boxes',
    markAt: (at: number, selected: boolean) => `Box ${at}: ${selected ? 'ticked' : 'empty'}`,
    searchJson: 'Search the answer',
    found: (at: number, count: number) => `${at} of ${count}`,
    previous: 'Previous match',
    next: 'Next match',
    copyJson: 'Copy the JSON',
    saveJson: 'Save the answer as JSON',
    save: 'Save…',
  },
  phases: {
    check: 'Check images, licences and folders',
    network: 'Make the private network',
    create: 'Create the container',
    start: 'Start the container',
    ready: 'Wait until it is ready',
    stop: 'Stop the container',
    remove: 'Remove the container',
    'remove-network': 'Remove the private network',
    'licence-check': 'Check folder and credentials',
    'licence-download': 'Download the licence',
    'licence-template': 'Keep the run template',
    'clean-up': 'Take the container away',
    'document-check': 'Check the document',
    'document-send': 'Send it to the container',
    'document-wait': 'The container reads it',
    'document-result': 'Read the answer',
  },
} as const;
