import { expect, it } from 'vitest';
import { refusedSwitches } from './switches.ts';

it.each([
  ['--remote-debugging-port=9222', ['remote-debugging-port']],
  ['--remote-debugging-port', ['remote-debugging-port']],
  ['-remote-debugging-port=0', ['remote-debugging-port']],
  ['--Remote-Debugging-Pipe', ['remote-debugging-pipe']],
  ['/remote-debugging-port=9222', ['remote-debugging-port']],
  ['--log-net-log=/tmp/all.json', ['log-net-log']],
  ['--js-flags=--cpu-prof', ['js-flags']],
  ['--user-data-dir=/home/me/drydock', []],
  ['--no-sandbox', []],
  ['/home/me/remote-debugging-port', []],
])('%s names %j', (arg, names) => {
  expect(refusedSwitches(['/opt/drydock/drydock', arg])).toEqual(names);
});
