import { tasks } from '../tasks.ts';
import { instant } from './instant.ts';
import type { FailureWords } from './type.ts';

const titles: Readonly<Record<string, string>> = tasks.titles;

export const appFailures = {
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
  'journal.unreadable': ({ setAside }) => ({
    said: 'The file that keeps which work was interrupted could not be read.',
    next: `It was set aside as ${setAside}. Work that was interrupted before is not taken up.`,
  }),
  'interrupted.other-engine': ({ host }) => ({
    said: `This was begun on the engine at ${host}, and Drydock uses another one now.`,
    next: 'Use that engine on the Host page: Drydock then takes the work up by itself.',
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
  'alerts.memory-unreadable': ({ setAside }) => ({
    said: 'The file that records which alerts were shown could not be read.',
    next: `It was set aside as ${setAside}. Open alerts are shown once more.`,
  }),
  'clock.history-unreadable': ({ setAside }) => ({
    said: 'What was kept of this computer’s clock could not be read.',
    next: `It was set aside as ${setAside}. The clock is watched from now on.`,
  }),
  'settings.unreadable': ({ setAside }) => ({
    said: 'The settings file could not be read.',
    next: `It was set aside as ${setAside}; Drydock uses what could be read of it. Nothing on the engine was touched.`,
  }),
  'copy.unreadable': ({ at }) => ({
    said: `The copy of ${instant(at)} cannot be read any more.`,
    next: 'Choose another copy under Settings.',
  }),
  'installation.unreadable': ({ setAside }) => ({
    said: 'The file that tells this installation from others could not be read.',
    next: `It was set aside as ${setAside} and made again. If the data folder was moved since, Drydock treats its old containers as somebody else’s.`,
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
} satisfies Partial<FailureWords>;
