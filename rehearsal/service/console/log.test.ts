import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskLog } from './disk-log.ts';
import { createLog, levelNamed } from './log.ts';

describe('the log', () => {
  const written = (level: string | null, hide: readonly string[] = []): string => {
    let text = '';
    const log = createLog({
      write: (part) => {
        text += part;
      },
      level: levelNamed(level),
      hide,
      now: () => new Date(0),
    });
    log.plain('banner');
    log.info('Some.Category', 'one\ntwo with s3cret');
    log.fail('Some.Category', 'broken');
    return text;
  };

  it('has the shape of the framework’s', () => {
    expect(written(null)).toBe(
      'banner\ninfo: Some.Category[0]\n      one\n      two with s3cret\nfail: Some.Category[0]\n      broken\n',
    );
  });

  it('leaves out what is below its level', () => {
    expect(written('Error')).toBe('banner\nfail: Some.Category[0]\n      broken\n');
  });

  it('never shows what it is to hide', () => {
    expect(written(null, ['s3cret'])).not.toContain('s3cret');
  });

  it('turns its file on the disk when it has grown', () => {
    const folder = mkdtempSync(join(tmpdir(), 'log-'));
    try {
      const write = diskLog(folder, 0.0001);
      const entry = { at: '2026-01-02T03:04:05.678Z', level: 'information', category: 'c', message: 'm' } as const;
      for (let index = 0; index < 4; index += 1) write(entry);
      expect(readdirSync(folder).length).toBeGreaterThan(1);
      expect(JSON.parse(readFileSync(join(folder, 'service.log.json'), 'utf8').split('\n')[0] ?? '')).toEqual(entry);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
