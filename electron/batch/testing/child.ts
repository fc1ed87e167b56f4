// For tests: a process that runs a batch and can be killed. Arguments: the root folder, the folder of documents, the port
// of the service. Prints `done` when nothing waits.
import { openRoom } from './room.ts';

const [root = '', folder = '', port = ''] = process.argv.slice(2);
const room = openRoom({ root, port: () => Number(port) });
room.begin(folder, { subfolders: true, sendAgain: true }).ended.then(
  () => process.stdout.write('done\n'),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
