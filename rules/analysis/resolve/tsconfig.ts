/** `baseUrl` and `paths` of a tsconfig, through `extends`. */

import type { Disk } from '../base/disk.ts';
import { folderOf, isAbsolute, join } from '../base/path.ts';
import { isObject, readObject, stringsIn, type JsonObject } from './json.ts';

/** What a tsconfig says about where modules are. Paths are absolute. */
export interface ModulePaths {
  readonly baseUrl: string | undefined;
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/** Finds the file of an `extends` that names a package. */
export type FindConfig = (specifier: string, fromFolder: string) => string | undefined;

const NONE: ModulePaths = { baseUrl: undefined, paths: new Map() };
const isSet = ({ baseUrl, paths }: ModulePaths): boolean => baseUrl !== undefined || paths.size > 0;

/**
 * `paths` and `baseUrl` of a tsconfig, with `extends` and `${configDir}`. A solution file without any (Vite's
 * `"files": []`) speaks through the first of its `references` that has some.
 */
export function modulePaths(disk: Disk, file: string, findConfig: FindConfig): ModulePaths {
  const seen = new Set<string>();

  const read = (path: string): ModulePaths => {
    const config = seen.has(path) ? undefined : readObject(disk, path);
    seen.add(path);
    if (!config) return NONE;
    const folder = folderOf(path);
    const own = ownPaths(config, folder, folderOf(file));
    const inherited = extendsOf(config).map((base) => extended(base, folder)).findLast(isSet) ?? NONE;
    return { baseUrl: own.baseUrl ?? inherited.baseUrl, paths: own.paths.size > 0 ? own.paths : inherited.paths };
  };

  const extended = (base: string, folder: string): ModulePaths => {
    const path = isAbsolute(base) || base.startsWith('.') ? join(folder, base) : findConfig(base, folder);
    if (path === undefined) return NONE;
    return read(disk.stat(path)?.kind === 'file' ? path : disk.stat(`${path}.json`) ? `${path}.json` : join(path, 'tsconfig.json'));
  };

  const found = read(file);
  if (isSet(found)) return found;
  return referencesOf(disk, file).map(read).find(isSet) ?? NONE;
}

const extendsOf = (config: JsonObject): readonly string[] =>
  typeof config['extends'] === 'string' ? [config['extends']] : stringsIn(config['extends']);

/** `configDir` is the folder of the config that is asked for, not of the one that it extends. */
function ownPaths(config: JsonObject, folder: string, configDir: string): ModulePaths {
  const options = config['compilerOptions'];
  if (!isObject(options)) return NONE;
  const absolute = (path: string, from: string): string => join(from, path.replace('${configDir}', configDir));
  const baseUrl = typeof options['baseUrl'] === 'string' ? absolute(options['baseUrl'], folder) : undefined;
  const paths = Object.entries(isObject(options['paths']) ? options['paths'] : {}).map(
    ([pattern, targets]) => [pattern, stringsIn(targets).map((path) => absolute(path, baseUrl ?? folder))] as const,
  );
  return { baseUrl, paths: new Map(paths) };
}

function referencesOf(disk: Disk, file: string): readonly string[] {
  const references = readObject(disk, file)?.['references'];
  if (!Array.isArray(references)) return [];
  return (references as readonly JsonObject[]).flatMap((reference) => {
    if (!isObject(reference) || typeof reference['path'] !== 'string') return [];
    const path = join(folderOf(file), reference['path']);
    return path.endsWith('.json') ? path : join(path, 'tsconfig.json');
  });
}
