import type { DirectoryEntry, Disk, DiskEntry } from '../../rules/analysis/base/disk.ts';

export interface MemoryDisk extends Disk {
  /** Writes a file, or deletes it where `text` is undefined. The time of a change is a count of writes. */
  write(path: string, text: string | undefined): void;
}

/**
 * A disk of texts by absolute path. `links` are symbolic links, from path to path; a link may stand anywhere in the
 * path of another file, as in a real file system.
 */
export function memoryDisk(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): MemoryDisk {
  const texts = new Map<string, { text: string; modified: number }>();
  let writes = 0;

  /** Undefined in a link loop. */
  const followed = (path: string, hops = 40): string | undefined => {
    for (const [from, to] of Object.entries(links))
      if (path === from || path.startsWith(`${from}/`)) return hops === 0 ? undefined : followed(to + path.slice(from.length), hops - 1);
    return path;
  };

  const isFolder = (path: string): boolean => {
    const inside = path === '/' ? '/' : `${path}/`;
    return [...texts.keys(), ...Object.keys(links)].some((file) => file.startsWith(inside));
  };

  const stat = (path: string): DiskEntry | undefined => {
    const real = followed(path);
    if (real === undefined) return undefined;
    const file = texts.get(real);
    if (file) return { kind: 'file', size: Buffer.byteLength(file.text), modified: file.modified };
    return isFolder(real) ? { kind: 'folder', size: 0, modified: 0 } : undefined;
  };

  const list = (folder: string): readonly DirectoryEntry[] => {
    const real = followed(folder);
    if (real === undefined) return [];
    const inside = real === '/' ? '/' : `${real}/`;
    const found = new Map<string, DirectoryEntry['kind']>();
    for (const path of [...texts.keys(), ...Object.keys(links)]) {
      if (!path.startsWith(inside)) continue;
      const [name = '', ...rest] = path.slice(inside.length).split('/');
      found.set(name, rest.length > 0 ? 'folder' : path in links ? 'link' : 'file');
    }
    return [...found].map(([name, kind]) => ({ name, kind }));
  };

  const write = (path: string, text: string | undefined): void => {
    if (text === undefined) texts.delete(path);
    else texts.set(path, { text, modified: ++writes });
  };

  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    write,
    stat,
    list,
    read: (path) => texts.get(followed(path) ?? '')?.text,
    realPath: (path) => followed(path) ?? path,
  };
}
