/** The projects of a session. The innermost folder that holds a document owns it; without one, it is loose. */

import type { Disk } from '../../rules/analysis/base/disk.ts';
import type { Host } from '../host.ts';
import { Mount } from './address.ts';
import { Folder } from './folder.ts';
import { Mirror, type RemoteFiles } from './mirror.ts';

/** What has no folder lists nothing: only what is open, and what that imports, is looked at. */
const withoutListing = (disk: Disk): Disk => ({ read: (path) => disk.read(path), stat: (path) => disk.stat(path), realPath: (path) => disk.realPath(path), list: () => [] });

const NOTHING: Disk = { read: () => undefined, stat: () => undefined, list: () => [], realPath: (path) => path };

export class Folders {
  #folders: Folder[] = [];
  readonly #loose = new Map<string, Folder>();
  /** Of folders, also of those that are still being fetched. */
  readonly #schemes = new Set<string>();
  readonly #mirrors = new Map<Folder, Mirror>();

  /** `remote`: the client's file system, for a mount; undefined where it has none to offer. `isNew`: told of each folder. */
  constructor(
    readonly host: Host,
    readonly remote: (mount: Mount) => RemoteFiles | undefined,
    readonly isNew: (folder: Folder) => void,
  ) {}

  /** Every folder, the loose documents' as well. */
  all(): readonly Folder[] {
    return [...this.#folders, ...this.#loose.values()];
  }

  /** Resolves when the folder's files can be read; until then its documents are loose. */
  async add(uri: string): Promise<void> {
    if (this.#folders.some((folder) => folder.uri === uri)) return;
    const mount = Mount.of(uri);
    this.#schemes.add(mount.scheme);
    const mirror = this.#mirrorOf(mount);
    await mirror?.fill(mount.path(uri));
    const folder = new Folder(uri, mount, mirror ?? this.host.disk ?? NOTHING, this.host.parse, false);
    // The longest first: the innermost folder owns a file.
    this.#folders = [...this.#folders, folder].sort((a, b) => b.root.length - a.root.length);
    if (mirror) this.#mirrors.set(folder, mirror);
    this.isNew(folder);
  }

  remove(uri: string): Folder | undefined {
    const folder = this.#folders.find((one) => one.uri === uri);
    this.#folders = this.#folders.filter((one) => one !== folder);
    return folder;
  }

  of(uri: string): Folder | undefined {
    return this.#folders.find((folder) => folder.holds(uri));
  }

  /** The folder that owns a document; undefined for one that is no file of the user's, such as an old version. */
  owner(uri: string): Folder | undefined {
    return this.of(uri) ?? this.#looseOf(uri);
  }

  mirror(folder: Folder): Mirror | undefined {
    return this.#mirrors.get(folder);
  }

  #looseOf(uri: string): Folder | undefined {
    const mount = Mount.of(uri);
    const isFile = mount.isDisk || mount.scheme === 'untitled' || this.#schemes.has(mount.scheme);
    if (!isFile) return undefined;
    const key = `${mount.scheme}://${mount.authority}`;
    const disk = mount.isDisk && this.host.disk ? withoutListing(this.host.disk) : NOTHING;
    const known = this.#loose.get(key);
    if (known) return known;
    const folder = new Folder(key, mount, disk, this.host.parse, true);
    this.#loose.set(key, folder);
    this.isNew(folder);
    return folder;
  }

  #mirrorOf(mount: Mount): Mirror | undefined {
    if (mount.isDisk && this.host.disk) return undefined;
    const remote = this.remote(mount);
    return remote && new Mirror(remote);
  }
}
