/**
 * What the analysis may ask of a file system. `analysis/` itself does no I/O: each surface passes in a disk
 * (Node's, a virtual workspace's, a map of texts in tests). Paths are absolute with `/`.
 */
export interface Disk {
  /** The text of a file, or undefined where it cannot be read. Never throws. */
  read(path: string): string | undefined;
  /** What stands at a path, links followed; undefined where nothing does. Never throws. */
  stat(path: string): DiskEntry | undefined;
  /** Names in a folder with their kinds, links not followed; empty where there is none. Never throws. */
  list(folder: string): readonly DirectoryEntry[];
  /** The path with every link resolved, or the path itself. */
  realPath(path: string): string;
}

export interface DiskEntry {
  readonly kind: 'file' | 'folder';
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}
