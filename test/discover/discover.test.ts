import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { discover, isDiscovered } from '../../rules/analysis/discover.ts';
import { nodeDisk } from '../../rules/disk.ts';
import { memoryDisk } from '../kit/memory-disk.ts';

const inMemory = (files: Record<string, string>, root = '/p', links: Record<string, string> = {}) => {
  const disk = memoryDisk(files, links);
  const found = discover(root, disk);
  for (const file of Object.keys(files)) expect(isDiscovered(file, root, disk), file).toBe(found.includes(file));
  return found;
};

const empty = (...files: string[]): Record<string, string> => Object.fromEntries(files.map((file) => [file, '']));

describe('what is a source file', () => {
  test('by extension, sorted, no declarations', () => {
    const sources = ['a.cjs', 'a.cts', 'a.js', 'a.jsx', 'a.mjs', 'a.mts', 'a.ts', 'a.tsx', 'b/a.ts', 'b.ts'].map((name) => `/p/${name}`);
    const others = ['a.d.ts', 'a.d.mts', 'a.d.cts', 'a.json', 'a.css', 'ts', 'a.tsx.snap', 'a.mtsx'].map((name) => `/p/${name}`);
    expect(inMemory(empty(...others, ...sources))).toEqual([...sources].sort());
  });

  test('not in node_modules and dot folders, at any depth; dot files are', () => {
    expect(inMemory(empty('/p/node_modules/a/a.js', '/p/x/node_modules/a.js', '/p/.git/a.js', '/p/x/.cache/a.ts', '/p/.eslintrc.cjs'))).toEqual(['/p/.eslintrc.cjs']);
  });

  test('a root that is itself a dot folder or node_modules is what was asked for', () => {
    expect(inMemory(empty('/p/.tmp/a.ts'), '/p/.tmp')).toEqual(['/p/.tmp/a.ts']);
    expect(inMemory(empty('/p/node_modules/a/a.ts'), '/p/node_modules/a')).toEqual(['/p/node_modules/a/a.ts']);
  });
});

describe('.gitignore', () => {
  test('names, folders, anchors, negation', () => {
    const files = empty('/p/dist/a.js', '/p/src/dist/a.js', '/p/src/gen.ts', '/p/gen.ts', '/p/src/keep.gen.ts', '/p/src/a.gen.ts', '/p/out.ts');
    expect(inMemory({ ...files, '/p/.gitignore': '# built\ndist/\n/gen.ts\r\n*.gen.ts\n!keep.gen.ts\n' })).toEqual(['/p/out.ts', '/p/src/gen.ts', '/p/src/keep.gen.ts']);
  });

  test('nested files speak of their own folder, and the innermost decides', () => {
    const files = { '/p/.gitignore': '*.js\n', '/p/a/.gitignore': '!b.js\n/c.ts\n' };
    expect(inMemory({ ...files, ...empty('/p/b.js', '/p/a/b.js', '/p/a/c.ts', '/p/a/x/c.ts', '/p/c.ts') })).toEqual(['/p/a/b.js', '/p/a/x/c.ts', '/p/c.ts']);
  });

  test('nothing in an ignored folder comes back', () => {
    expect(inMemory({ '/p/.gitignore': 'out/\n!out/a.ts\n', '/p/out/.gitignore': '!*\n', ...empty('/p/out/a.ts') })).toEqual([]);
  });

  test('files above the root count inside a repository, unless they ignore the root', () => {
    const files = { '/r/.gitignore': 'tmp/\n*.gen.ts\n', '/r/.git/HEAD': '' };
    expect(inMemory({ ...files, ...empty('/r/p/a.ts', '/r/p/a.gen.ts') }, '/r/p')).toEqual(['/r/p/a.ts']);
    expect(inMemory({ ...files, ...empty('/r/tmp/p/a.ts') }, '/r/tmp/p')).toEqual(['/r/tmp/p/a.ts']);
    expect(inMemory({ '/r/.gitignore': '*.ts', '/r/p/a.ts': '' }, '/r/p')).toEqual(['/r/p/a.ts']);
  });
});

describe('on a real disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'discover-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text = ''): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  test('links are not followed, so a loop ends and each file comes once', () => {
    for (const path of ['src/a.ts', 'src/deep/b.ts', 'out/c.ts']) write(path);
    symlinkSync(root, join(root, 'src/loop'));
    symlinkSync(join(root, 'src/a.ts'), join(root, 'src/alias.ts'));
    symlinkSync(join(root, 'x'), join(root, 'x'));
    write('.gitignore', 'out\n');
    expect(discover(root, nodeDisk())).toEqual([`${root}/src/a.ts`, `${root}/src/deep/b.ts`]);
  });

  test('what is missing or refused is silent', () => {
    const disk = nodeDisk();
    expect(discover(join(root, 'gone'), disk)).toEqual([]);
    for (const path of [join(root, 'gone'), join(root, 'src/a.ts/b'), join(root, 'x'), '/dev/null', `${root}/nul\0l`]) {
      expect(disk.stat(path)).toBeUndefined();
      expect(disk.list(path)).toEqual([]);
    }
    expect([disk.read(root), disk.read(join(root, 'x')), disk.realPath(join(root, 'x'))]).toEqual([undefined, undefined, join(root, 'x')]);
  });

  test('a text keeps its byte-order mark', () => {
    write('bom.ts', '\uFEFFlet a;\r\n');
    expect(nodeDisk().read(join(root, 'bom.ts'))).toBe('\uFEFFlet a;\r\n');
    expect(nodeDisk().stat(join(root, 'bom.ts'))).toMatchObject({ kind: 'file', size: 11 });
  });
});
