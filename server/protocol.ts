/**
 * What client and server say to each other beyond the Language Server Protocol: the only file of the server that a
 * client imports. Every URI is a string, every position counts UTF-16 units from 0, as in the protocol itself.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** Sent with `initialize`. Everything may be left out, as any other client does. */
export interface InitializationOptions {
  /** The settings, for a client that cannot be asked for them. */
  readonly settings?: unknown;
  /** Commands that the client carries out itself; actions and lenses name no others. */
  readonly commands?: readonly string[];
  /** Where a rule's page is, `{rule}` standing for its name; without, it is on the web. */
  readonly rulePages?: string;
  /** The client answers `listFolder` and `readFiles`, for workspaces that are not on this machine's disk. */
  readonly fileSystem?: boolean;
}

/** Commands that a client may carry out, with their arguments. */
export const Command = {
  /** `(rule: string, message?: string)`: opens the rule's page, with what was said of the user's own code on top. */
  explain: 'atomics.explain',
  /** `(location: Location)`: draws the region at a place. */
  showMemoryMap: 'atomics.showMemoryMap',
  /** `(snippet?: string)`: inserts a snippet of the verified library. */
  insertSnippet: 'atomics.insertSnippet',
  /** `(uri: string, position: Position, locations: Location[])`: lists places. */
  showPlaces: 'atomics.showPlaces',
} as const;

/** Notification, server to client: how far the analysis is. */
export const STATUS = 'atomics/status';

export interface Status {
  readonly state: 'analysing' | 'idle';
  /** Groups of files that are solved together. */
  readonly done: number;
  readonly total: number;
  /** Source files of the workspace. */
  readonly files: number;
  readonly findings: number;
  /** How long the last analysis took. */
  readonly milliseconds: number;
  /** Files that were not analysed, and rules that failed: one sentence each. */
  readonly problems: readonly string[];
}

/** Notification, client to server: whether another source shows the findings of our rules for a file. */
export const OTHER_SOURCE = 'atomics/otherSource';

export interface OtherSource {
  readonly uri: string;
  readonly publishes: boolean;
}

/** Request, client to server: the regions at a place, or all of a file, drawn. */
export const MEMORY_MAP = 'atomics/memoryMap';

export interface MemoryMapParams {
  readonly uri: string;
  readonly position?: Position;
}

export interface MemoryMap {
  /** A fragment without scripts or style attributes. A link to `#place-7` means entry 7 of `places`, one to `#region-0` a region. */
  readonly html: string;
  readonly styles: string;
  readonly places: readonly Location[];
  /** The names of the regions, in the order in which they are drawn. */
  readonly regions: readonly string[];
  /** The region at the position asked for, else 0. */
  readonly selected: number;
}

/** Request, server to client: what stands in a folder. */
export const LIST_FOLDER = 'atomics/listFolder';

export interface ListFolderParams {
  readonly uri: string;
}

export type ListedEntry = readonly [name: string, kind: 'file' | 'folder' | 'link' | 'other'];

/** Request, server to client: texts of files, null for each that cannot be read. */
export const READ_FILES = 'atomics/readFiles';

export interface ReadFilesParams {
  readonly uris: readonly string[];
}

/** First message to the server in a web worker, before any of the protocol: the bytes of the parser. */
export interface WorkerStart {
  readonly parser: Uint8Array;
}
