import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Confirmed, GrantKind } from '#shared/domain/grant.ts';
import { isForeseen } from '#shared/failures/failure.ts';
import { errorCode } from '../files/error-code.ts';
import { createConfirmations } from './confirmations.ts';
import { createGrants } from './grants.ts';
import { createSystemFolders, type SystemFacts } from './system-folders.ts';

let root = '';
let home = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'dd-grants-'));
  home = join(root, 'home/me');
  await mkdir(join(home, 'Documents'), { recursive: true });
  await mkdir(join(home, '.config/Drydock/rehearsal'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const systemFolders = (change: Partial<SystemFacts> = {}) =>
  createSystemFolders({
    platform: 'linux',
    env: {},
    homeFolder: home,
    ownFolders: [join(home, '.config/Drydock')],
    ...change,
  });

const codeOf = async (work: () => unknown): Promise<string | null> => {
  try {
    await work();
    return null;
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return code;
  }
};
const folderCode = (path: string, sockets: readonly string[] = [], change: Partial<SystemFacts> = {}) =>
  codeOf(() => systemFolders(change).checkFolder(path, sockets));

describe('folders that no container is given, whoever asks', () => {
  it.each([
    '/',
    '/etc',
    '/etc/ssl',
    '/var',
    '/var/run',
    '/var/lib/docker',
    '/proc/self',
    '/sys',
    '/dev',
    '/usr/local',
    '/boot',
    '/root',
    '/run/user/1000',
  ])('%s', async (path) => {
    expect(await folderCode(path)).toBe('folder.of-the-system');
  });
  it.each(['', '..', '.ssh', '.config/autostart', '.config/Drydock', '.config/Drydock/rehearsal/x'])(
    'the home folder’s own: “%s”',
    async (name) => {
      expect(await folderCode(join(home, name))).toBe('folder.of-the-system');
    },
  );

  it('one that leads there through a link, also by its end that is not there yet', async () => {
    await symlink('/etc', join(home, 'Documents/link'));
    await symlink('/etc/none-such', join(home, 'Documents/dangling'));
    await symlink(home, join(root, 'here'));
    for (const path of ['link', 'link/none-such', 'dangling', 'dangling/below'])
      expect(await folderCode(join(home, 'Documents', path)), path).toBe('folder.of-the-system');
    expect(await folderCode(join(root, 'here/.ssh'))).toBe('folder.of-the-system');
  });

  it('one with a socket in it, and one around the engine’s', async () => {
    const folder = join(home, 'run');
    await mkdir(join(folder, 'deep/er'), { recursive: true });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'deep/er/d.sock'), resolve));
    try {
      expect(await folderCode(join(folder, 'deep/er'))).toBe('folder.of-the-system');
      expect(await folderCode(folder, [join(folder, 'deep/er/d.sock')])).toBe('folder.of-the-system');
    } finally {
      server.close();
    }
  });

  it('on Windows, its own', async () => {
    const change = { platform: 'win32', env: { SystemRoot: '/srv/windows' } } as const;
    expect(await folderCode('/srv/windows/system32', [], change)).toBe('folder.of-the-system');
  });

  it.each(['Documents', 'Documents/Drydock/invoice/layout/licence', 'not there yet'])(
    'but not a folder of the operator’s: %s',
    async (name) => {
      expect(await folderCode(join(home, name))).toBeNull();
    },
  );
  it.each(['/srv/licences', '/opt/drydock', '/mnt/disk/out', '/run/media/me/STICK'])('nor %s', async (path) => {
    expect(await folderCode(path)).toBeNull();
  });
  it('nor what is in a home folder that the system keeps among its own', async () => {
    expect(await folderCode('/root/Documents', [], { homeFolder: '/root', ownFolders: [] })).toBeNull();
    expect(await folderCode('/root/.ssh', [], { homeFolder: '/root', ownFolders: [] })).toBe('folder.of-the-system');
  });

  it('files are written beside folders of the home, and never over the shell’s or the system’s', async () => {
    const { checkFile } = systemFolders();
    const file = (path: string) => codeOf(() => checkFile(path));
    expect(await file(join(home, 'report.pdf'))).toBeNull();
    expect(await file(join(home, '.bashrc'))).toBe('folder.of-the-system');
    expect(await file('/etc/passwd')).toBe('folder.of-the-system');
    await symlink(join(home, '.bashrc'), join(home, 'Documents/report.pdf'));
    expect(await file(join(home, 'Documents/report.pdf'))).toBe('folder.of-the-system');
  });
});

describe('a grant', () => {
  const open = (answer = true) => {
    const asked: (readonly [string, GrantKind])[] = [];
    const path = async (text: string, kind: GrantKind): Promise<boolean> => {
      asked.push([text, kind]);
      return answer;
    };
    return { asked, grants: createGrants({ systemFolders: systemFolders(), ask: { path } }) };
  };

  it('leads to the path that was given, whatever path comes back with it', async () => {
    const { grants } = open();
    const grant = await grants.issue('read-file', '/srv/a.tar');
    expect(grants.pathOf('read-file', { ...grant, path: '/etc/shadow' })).toBe('/srv/a.tar');
  });

  it('is good for what it was given for, and an id that was never given for nothing', async () => {
    const { grants } = open();
    const grant = await grants.issue('read-folder', '/srv/in');
    for (const kind of ['read-file', 'use-folder', 'write-file-once'] as const)
      expect(await codeOf(() => grants.pathOf(kind, grant))).toBe('grant.unknown');
    expect(await codeOf(() => grants.pathOf('read-folder', { id: 'made-up', path: '/srv/in' }))).toBe('grant.unknown');
  });

  it('to write is used once', async () => {
    const { grants } = open();
    const grant = await grants.issue('write-file-once', join(home, 'report.pdf'));
    expect(grants.takeOnce(grant)).toBe(join(home, 'report.pdf'));
    expect(await codeOf(() => grants.takeOnce(grant))).toBe('grant.unknown');
  });

  it('for a path that was typed is asked for once, and not made where the operator says no', async () => {
    const { asked, grants } = open();
    const grant = await grants.confirm('read-folder', '/srv/in');
    expect(grants.pathOf('read-folder', await grants.confirm('read-folder', '/srv/in/'))).toBe('/srv/in');
    expect(asked).toEqual([['/srv/in', 'read-folder']]);
    expect(grant.path).toBe('/srv/in');
    expect(await codeOf(() => open(false).grants.confirm('read-folder', '/srv/in'))).toBe('grant.not-given');
  });

  it('is never given for a folder of the system, and nobody is asked for one', async () => {
    const { asked, grants } = open();
    expect(await codeOf(() => grants.confirm('use-folder', '/etc'))).toBe('folder.of-the-system');
    expect(await codeOf(() => grants.issue('use-folder', '/etc'))).toBe('folder.of-the-system');
    expect(await codeOf(() => grants.issue('write-file-once', join(home, '.bashrc')))).toBe('folder.of-the-system');
    expect(await codeOf(() => grants.confirm('read-file', 'here.tar'))).toBe('folder.not-absolute');
    expect(asked).toEqual([]);
  });
});

describe('who may be given a key', () => {
  const open = (answer = true, { allImages = false } = {}) => {
    const asked: unknown[] = [];
    let kept: Confirmed = { engines: [], images: [], renamed: [] };
    const ask = async (what: unknown): Promise<boolean> => {
      asked.push(what);
      return answer;
    };
    const confirmations = createConfirmations({
      kept: {
        confirmed: () => kept,
        keepConfirmed: (next) => {
          kept = next;
        },
      },
      ask: { engine: ask, image: ask, proxy: ask },
      allImages,
      leave: async (host) => void asked.push(`left ${host}`),
    });
    const image = (found: Parameters<typeof confirmations.image>[1]) =>
      confirmations.image('layout', found, new AbortController().signal);
    return { asked, confirmations, image, kept: () => kept };
  };
  const vendors = 'mcr.microsoft.com/azure-cognitive-services/form-recognizer/layout:latest';
  const mirror = { reference: 'mirror.plant/layout:latest', id: 'sha256:aa', pulledDigest: 'sha256:bb' };

  it('an image from the vendor’s own repository is, without a question', async () => {
    const { asked, image } = open(false);
    await image({ reference: vendors, id: 'sha256:aa', pulledDigest: 'sha256:bb' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['a mirror', mirror],
    ['one with the vendor’s name that did not come from there', { ...mirror, reference: vendors, pulledDigest: null }],
    ['the vendor’s image of something else', { ...mirror, reference: vendors.replace('layout', 'invoice') }],
    ['a name that only looks like it', { ...mirror, reference: vendors.replace('.com', '.com.example') }],
  ])('%s is asked for by reference and digest, and gets none where the operator says no', async (_what, found) => {
    const { asked, image, kept } = open(false);
    expect(await codeOf(() => image(found))).toBe('image.not-confirmed');
    expect(asked).toEqual([{ reference: found.reference, digest: found.pulledDigest ?? found.id }]);
    expect(kept().images).toEqual([]);
  });

  it('what was confirmed is remembered for this digest, and asked for again once it is withdrawn', async () => {
    const { asked, image, confirmations, kept } = open();
    await image(mirror);
    await image(mirror);
    expect(asked).toHaveLength(1);
    await image({ ...mirror, pulledDigest: 'sha256:other' });
    expect(asked).toHaveLength(2);
    confirmations.serves.withdrawImage({ reference: mirror.reference, digest: 'sha256:bb' });
    expect(kept().images).toEqual([{ reference: mirror.reference, digest: 'sha256:other' }]);
    await image(mirror);
    expect(asked).toHaveLength(3);
  });

  it('the vendor’s name, given to an image of this host by Drydock itself, makes it none of the vendor’s', async () => {
    const { asked, confirmations, image } = open(false);
    confirmations.renames({ reference: vendors, id: 'sha256:aa' });
    // As the engine has it whose images know a digest for each of their names.
    const found = { reference: vendors, id: 'sha256:aa', pulledDigest: 'sha256:aa' };
    expect(await codeOf(() => image(found))).toBe('image.not-confirmed');
    expect(asked).toHaveLength(1);
    await image({ ...found, id: 'sha256:other' });
    expect(asked).toHaveLength(1);
  });

  it('an engine is asked for once, and left where it is withdrawn', async () => {
    const { asked, confirmations } = open();
    await confirmations.engine('tcp://host:2375');
    await confirmations.engine('tcp://host:2375');
    expect(asked).toEqual(['tcp://host:2375']);
    await confirmations.serves.withdrawEngine({ host: 'tcp://host:2375' });
    expect(confirmations.knowsEngine('tcp://host:2375')).toBe(false);
    expect(asked.at(-1)).toBe('left tcp://host:2375');
    const no = open(false);
    const failed = await no.confirmations.engine('tcp://x:1').catch((error: unknown) => error);
    expect(isForeseen(failed, 'engine.not-confirmed')).toBe(true);
    expect(no.kept().engines).toEqual([]);
  });

  it('a proxy is asked for by its address, and not used where the operator says no', async () => {
    const { asked, confirmations } = open();
    await confirmations.proxy('http://proxy.plant:3128');
    expect(asked).toEqual(['http://proxy.plant:3128']);
    const failed = await open(false)
      .confirmations.proxy('http://proxy.plant:3128')
      .catch((error: unknown) => error);
    expect(isForeseen(failed, 'license.proxy-not-confirmed')).toBe(true);
  });

  it('a rehearsal’s images are its own', async () => {
    const { asked, image } = open(false, { allImages: true });
    await image(mirror);
    expect(asked).toEqual([]);
  });

  it('an answer that comes after a cancel counts for nothing', async () => {
    const { confirmations, kept } = open();
    const end = new AbortController();
    end.abort(new Error('cancelled'));
    await expect(confirmations.image('layout', mirror, end.signal)).rejects.toThrow('cancelled');
    expect(kept().images).toEqual([]);
  });
});
