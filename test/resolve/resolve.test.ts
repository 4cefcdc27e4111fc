import { describe, expect, test } from 'vitest';
import { Resolver } from '../../rules/analysis/resolve.ts';
import { memoryDisk } from '../kit/memory-disk.ts';

/** Resolves in a project at `/p`; an absent file of `files` has no text that matters. */
const project = (files: readonly string[], texts: Record<string, unknown> = {}, links: Record<string, string> = {}) => {
  const all: Record<string, string> = {};
  for (const file of files) all[`/p/${file}`] = '';
  for (const [file, text] of Object.entries(texts)) all[`/p/${file}`] = typeof text === 'string' ? text : JSON.stringify(text);
  const absoluteLinks = Object.fromEntries(Object.entries(links).map(([from, to]) => [`/p/${from}`, to.startsWith('/') ? to : `/p/${to}`]));
  const disk = memoryDisk(all, absoluteLinks);
  const resolver = new Resolver(disk, '/p');
  const short = (path: string | undefined) => path?.replace(/^\/p\//, '');
  return {
    disk,
    resolver,
    resolve: (specifier: string, from = 'src/main.ts') => short(resolver.resolve(specifier, `/p/${from}`)),
    script: (path: string, from = 'src/main.ts') => short(resolver.resolvePath(path, `/p/${from}`)),
  };
};

describe('relative imports', () => {
  test.each([
    ['./a', ['src/a.ts'], 'src/a.ts'],
    ['./a', ['src/a.js', 'src/a.ts'], 'src/a.ts'],
    ['./a', ['src/a.jsx'], 'src/a.jsx'],
    ['./a.js', ['src/a.ts'], 'src/a.ts'],
    ['./a.js', ['src/a.tsx'], 'src/a.tsx'],
    ['./a.js', ['src/a.js', 'src/a.ts'], 'src/a.js'],
    ['./a.mjs', ['src/a.mts'], 'src/a.mts'],
    ['./a.cjs', ['src/a.cts'], 'src/a.cts'],
    ['./a.ts', ['src/a.ts'], 'src/a.ts'],
    ['./a', ['src/a/index.ts'], 'src/a/index.ts'],
    ['./a', ['src/a.ts', 'src/a/index.ts'], 'src/a.ts'],
    ['./a/', ['src/a/index.js'], 'src/a/index.js'],
    ['.', ['src/index.ts'], 'src/index.ts'],
    ['..', ['index.js'], 'index.js'],
    ['../b/c', ['b/c.mts'], 'b/c.mts'],
    ['./a.worker', ['src/a.worker.ts'], 'src/a.worker.ts'],
    ['./w?worker', ['src/w.ts'], 'src/w.ts'],
    ['./w.js?worker&inline', ['src/w.ts'], 'src/w.ts'],
    ['/src/a', ['src/a.ts'], 'src/a.ts'],
  ])('%s among %j', (specifier, files, expected) => {
    expect(project(files).resolve(specifier)).toBe(expected);
  });

  test.each(['./a', './a.d.ts', './a.json', './gone', '', 'node:fs', 'https://x.test/a.js', 'data:text/javascript,0'])('%s leads nowhere', (specifier) => {
    expect(project(['src/a.d.ts', 'src/a.json', 'src/a.css']).resolve(specifier)).toBeUndefined();
  });

  test('a folder with a package.json answers with its main', () => {
    const { resolve } = project(['src/a/lib/x.js'], { 'src/a/package.json': { main: './lib/x' } });
    expect(resolve('./a')).toBe('src/a/lib/x.js');
  });
});

describe('scripts of workers', () => {
  test.each([
    ['./w.js', ['src/w.ts'], 'src/w.ts'],
    ['w.js', ['src/w.js'], 'src/w.js'],
    ['./src/w.js', ['src/w.mjs', 'src/w.js'], 'src/w.js'],
    ['/w.js', ['w.js'], 'w.js'],
    ['./dist/w.js', ['src/w.ts', 'package.json'], 'src/w.ts'],
    ['../dist/esm/w.mjs', ['src/w.mts', 'package.json'], 'src/w.mts'],
    ['file:///p/src/w.js', ['src/w.js'], 'src/w.js'],
  ])('%s among %j', (path, files, expected) => {
    expect(project(files).script(path)).toBe(expected);
  });
});

describe('packages', () => {
  const core = (manifest: object, files: readonly string[]) =>
    project(
      files.map((file) => `packages/core/${file}`),
      { 'package.json': { workspaces: ['packages/*'] }, 'packages/core/package.json': { name: '@ws/core', ...manifest }, 'src/main.ts': '' },
    );

  test.each<[string, object, string[], string, string | undefined]>([
    ['main', { main: 'lib/x.js' }, ['lib/x.js'], '@ws/core', 'lib/x.js'],
    ['module before main', { main: 'a.cjs', module: 'a.mjs' }, ['a.cjs', 'a.mjs'], '@ws/core', 'a.mjs'],
    ['no entry named', {}, ['index.js'], '@ws/core', 'index.js'],
    ['a path in a package without exports', {}, ['deep/x.ts'], '@ws/core/deep/x.js', 'deep/x.ts'],
    ['exports as a string', { exports: './x.js' }, ['x.js'], '@ws/core', 'x.js'],
    ['types and then import', { exports: { '.': { types: './x.d.ts', import: './x.js' } } }, ['x.d.ts', 'x.js'], '@ws/core', 'x.js'],
    ['types that are source', { exports: { types: './x.ts', browser: null } }, ['x.ts'], '@ws/core', 'x.ts'],
    ['nested conditions', { exports: { node: { require: './a.cjs' }, default: './b.js' } }, ['a.cjs', 'b.js'], '@ws/core', 'a.cjs'],
    ['a list of targets', { exports: ['./gone.js', './x.js'] }, ['x.js'], '@ws/core', 'x.js'],
    ['a subpath', { exports: { './sub': './s.js' } }, ['s.js'], '@ws/core/sub', 's.js'],
    ['a pattern', { exports: { './f/*.js': './src/f/*.ts' } }, ['src/f/a/b.ts'], '@ws/core/f/a/b.js', 'src/f/a/b.ts'],
    ['the longer pattern', { exports: { './*': './a/*.js', './f/*': './b/*.js' } }, ['a/f/x.js', 'b/x.js'], '@ws/core/f/x', 'b/x.js'],
    ['a forbidden path', { exports: { './*': './*', './in/*': null } }, ['in/x.js'], '@ws/core/in/x.js', undefined],
    ['what exports do not name', { exports: { '.': './x.js' } }, ['x.js', 'y.js'], '@ws/core/y.js', undefined],
    ['exports into a folder that was never built', { exports: { import: './dist/x.js' } }, ['src/x.ts'], '@ws/core', 'src/x.ts'],
    ['a built entry of another name', { exports: './dist/bundle.js' }, ['src/index.ts'], '@ws/core', 'src/index.ts'],
    ['sources even where they were built', { main: 'dist/x.js' }, ['dist/x.js', 'src/x.ts'], '@ws/core', 'src/x.ts'],
    ['dist where there is no source', { main: 'dist/x.js' }, ['dist/x.js'], '@ws/core', 'dist/x.js'],
  ])('%s', (_, manifest, files, specifier, expected) => {
    expect(core(manifest, files).resolve(specifier)).toBe(expected === undefined ? undefined : `packages/core/${expected}`);
  });

  test('an installed package, from the nearest node_modules', () => {
    const { resolve } = project(['node_modules/a/index.js', 'src/node_modules/a/index.js', 'node_modules/b/index.js']);
    expect(resolve('a')).toBe('src/node_modules/a/index.js');
    expect(resolve('a', 'main.ts')).toBe('node_modules/a/index.js');
    expect(resolve('b')).toBe('node_modules/b/index.js');
  });

  test('an installed package keeps to what is published, not to a src folder beside it', () => {
    const { resolve } = project(['node_modules/a/dist/x.js', 'node_modules/a/src/x.ts'], { 'node_modules/a/package.json': { main: 'dist/x.js' } });
    expect(resolve('a')).toBe('node_modules/a/dist/x.js');
  });

  test('a linked package of the workspace is its own folder', () => {
    const { resolve } = project(['packages/a/src/index.ts'], { 'packages/a/package.json': { name: 'a', main: 'dist/index.js' } }, { 'node_modules/a': 'packages/a' });
    expect(resolve('a')).toBe('packages/a/src/index.ts');
  });

  test('packages of pnpm, and of nested folders', () => {
    const yaml = 'packages:\n  # all\n  - "libs/**"\n  - tools\ncatalog:\n  - x\n';
    const { resolve } = project(['libs/x/y/index.ts', 'tools/index.ts'], {
      'pnpm-workspace.yaml': yaml,
      'libs/x/y/package.json': { name: 'y' },
      'tools/package.json': { name: 'tools' },
    });
    expect([resolve('y'), resolve('tools')]).toEqual(['libs/x/y/index.ts', 'tools/index.ts']);
  });

  test('itself by its own name, and # imports', () => {
    const { resolve } = project(['src/a.ts', 'src/b/c.ts', 'node_modules/dep/index.js'], {
      'package.json': { name: 'self', exports: { './a': './src/a.ts' }, imports: { '#b/*': './src/b/*.ts', '#dep': { node: 'dep' } } },
    });
    expect([resolve('self/a'), resolve('#b/c'), resolve('#dep'), resolve('#gone')]).toEqual(['src/a.ts', 'src/b/c.ts', 'node_modules/dep/index.js', undefined]);
  });
});

describe('tsconfig', () => {
  test('paths, with comments and trailing commas', () => {
    const { resolve } = project(['lib/x/a.ts', 'lib/exact.ts'], {
      'tsconfig.json': '{ // how\n "compilerOptions": { "paths": { "@/*": ["./gone/*", "./lib/x/*",], "exact": ["./lib/exact"], /* and */ }, }, }',
    });
    expect([resolve('@/a'), resolve('exact'), resolve('@/b')]).toEqual(['lib/x/a.ts', 'lib/exact.ts', undefined]);
  });

  test('a "//" inside a string is no comment', () => {
    const { resolve } = project(['lib/a.ts'], { 'tsconfig.json': '{"compilerOptions":{"paths":{"x//*":["./lib/*"]}}}' });
    expect(resolve('x//a')).toBe('lib/a.ts');
  });

  test('baseUrl, also as the base of paths', () => {
    const { resolve } = project(['src/deep/a.ts', 'src/y/b.ts'], { 'tsconfig.json': { compilerOptions: { baseUrl: 'src', paths: { '~/*': ['y/*'] } } } });
    expect([resolve('deep/a'), resolve('~/b')]).toEqual(['src/deep/a.ts', 'src/y/b.ts']);
  });

  test('extends: chains, lists, packages, configDir, and a cycle', () => {
    const { resolve } = project(['src/a.ts', 'packages/p/own/b.ts', 'base/c.ts'], {
      'packages/p/tsconfig.json': { extends: ['../../base/one', '@cfg/two/tsconfig.json'] },
      'base/one.json': { extends: './one.json', compilerOptions: { paths: { 'x/*': ['../gone/*'] } } },
      'node_modules/@cfg/two/tsconfig.json': { compilerOptions: { paths: { 'x/*': ['${configDir}/own/*'] } } },
    });
    expect(resolve('x/b', 'packages/p/main.ts')).toBe('packages/p/own/b.ts');
  });

  test('a solution file speaks through its references', () => {
    const { resolve } = project(['src/a.ts'], {
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.node.json' }, { path: './tsconfig.app.json' }] },
      'tsconfig.node.json': {},
      'tsconfig.app.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } },
    });
    expect(resolve('@/a')).toBe('src/a.ts');
  });

  test('the nearest one counts', () => {
    const { resolve } = project(['one/a.ts', 'app/two/a.ts'], {
      'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./one/*'] } } },
      'app/tsconfig.json': { compilerOptions: { paths: { '@/*': ['./two/*'] } } },
    });
    expect([resolve('@/a', 'app/src/x.ts'), resolve('@/a', 'lib/x.ts')]).toEqual(['app/two/a.ts', 'one/a.ts']);
  });

  test('one that does not parse is as none', () => {
    expect(project(['src/a.ts'], { 'tsconfig.json': '{ "compilerOptions": ' }).resolve('./a')).toBe('src/a.ts');
  });
});

describe('changes', () => {
  test('a file that comes, goes, or changes its folder', () => {
    const { disk, resolver, resolve } = project(['src/main.ts']);
    expect(resolve('./new/a')).toBeUndefined();
    disk.write('/p/src/new/a.ts', '');
    expect(resolver.changed('/p/src/new/a.ts')).toBe(true);
    expect(resolve('./new/a')).toBe('src/new/a.ts');
    disk.write('/p/src/new/a.ts', 'edited');
    expect(resolver.changed('/p/src/new/a.ts')).toBe(false);
    disk.write('/p/src/new/a.ts', undefined);
    expect(resolver.changed('/p/src/new/a.ts')).toBe(true);
    expect(resolve('./new/a')).toBeUndefined();
  });

  test('a configuration', () => {
    const { disk, resolver, resolve } = project(['lib/a.ts'], { 'tsconfig.json': {} });
    expect(resolve('@/a')).toBeUndefined();
    disk.write('/p/tsconfig.json', '{"compilerOptions":{"paths":{"@/*":["./lib/*"]}}}');
    expect(resolver.changed('/p/tsconfig.json')).toBe(true);
    expect(resolve('@/a')).toBe('lib/a.ts');
  });
});

test('a link loop is no file', () => {
  expect(project(['src/main.ts'], {}, { 'src/a.ts': 'src/b.ts', 'src/b.ts': 'src/a.ts' }).resolve('./a')).toBeUndefined();
});

test('a link in the project is the file it leads to', () => {
  expect(project(['lib/a.ts'], {}, { 'src/shared': 'lib' }).resolve('./shared/a')).toBe('lib/a.ts');
});
