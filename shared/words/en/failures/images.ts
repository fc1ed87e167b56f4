import { images } from '../names.ts';
import type { FailureWords } from './type.ts';

export const imagesFailures = {
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
    next: 'Free some space, then try again. What was complete before is kept.',
  }),
} satisfies Partial<FailureWords>;
