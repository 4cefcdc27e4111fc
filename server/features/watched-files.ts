/** `workspace/didChangeWatchedFiles`, and renames, creations and deletions that the client tells of: what changed on disk. */

import {
  DidChangeWatchedFilesNotification,
  DidCreateFilesNotification,
  DidDeleteFilesNotification,
  DidRenameFilesNotification,
  type FileOperationRegistrationOptions,
} from 'vscode-languageserver-protocol';
import type { Session } from '../session.ts';
import type { Folder } from '../workspace/folder.ts';
import type { Feature } from './feature.ts';

/** Sources, and what says how imports resolve and what is ignored. Not every client reads wildcards within braces. */
const WATCHED = ['**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx}', '**/package.json', '**/tsconfig*.json', '**/jsconfig*.json', '**/.gitignore'];

/** A folder that moves takes its files with it. */
const OPERATIONS: FileOperationRegistrationOptions = { filters: [{ pattern: { glob: '**/*' } }] };

export const watchedFiles: Feature = {
  capabilities: () => ({ workspace: { fileOperations: { didCreate: OPERATIONS, didRename: OPERATIONS, didDelete: OPERATIONS } } }),

  initialized: (session) => {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    if (session.client.watchesFiles) void session.mayBeRefused(session.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  },

  listen: (session) => {
    const { connection } = session;
    connection.onDidChangeWatchedFiles(({ changes }) => session.prepare(changed(session, changes.map(({ uri }) => uri))));
    const files = ({ files: all }: { readonly files: readonly { readonly uri: string }[] }) => session.prepare(changed(session, all.map(({ uri }) => uri)));
    connection.onNotification(DidCreateFilesNotification.type, files);
    connection.onNotification(DidDeleteFilesNotification.type, files);
    connection.onNotification(DidRenameFilesNotification.type, ({ files: renamed }) =>
      session.prepare(changed(session, renamed.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))),
    );
  },
};

async function changed(session: Session, uris: readonly string[]): Promise<void> {
  const byFolder = new Map<Folder, string[]>();
  for (const uri of uris) {
    // An outer folder sees the files of an inner one as well.
    for (const folder of session.folders.all()) if (folder.holds(uri)) byFolder.set(folder, [...(byFolder.get(folder) ?? []), folder.mount.path(uri)]);
  }
  await Promise.all([...byFolder].map(([folder, paths]) => changedIn(session, folder, paths)));
  session.sweep.request();
}

async function changedIn(session: Session, folder: Folder, paths: readonly string[]): Promise<void> {
  await session.folders.mirror(folder)?.fetch(paths);
  const before = new Set(folder.lint.files());
  for (const path of paths) {
    for (const file of affected(path, before)) folder.lint.changedOnDisk(file);
    folder.lint.changedOnDisk(path);
  }
  for (const file of gone(before, folder.lint.files())) session.reports.set(session.uriOf(folder, file), []);
}

/** The known files in a folder that was renamed or deleted. */
const affected = (path: string, files: ReadonlySet<string>): string[] => (files.has(path) || /\.\w+$/.test(path) ? [] : [...files].filter((file) => file.startsWith(`${path}/`)));

function gone(before: ReadonlySet<string>, now: readonly string[]): string[] {
  const left = new Set(now);
  return [...before].filter((file) => !left.has(file));
}
