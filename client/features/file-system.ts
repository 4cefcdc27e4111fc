/** Answers the server's questions about files that are on no disk it can read: virtual workspaces, and all in a browser. */

import { FileType, Uri, workspace, type Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { LIST_FOLDER, READ_FILES, type ListedEntry, type ListFolderParams, type ReadFilesParams } from '../../server/protocol.ts';

export const answerFileRequests = (client: BaseLanguageClient): Disposable[] => [
  client.onRequest(LIST_FOLDER, ({ uri }: ListFolderParams) => list(Uri.parse(uri))),
  client.onRequest(READ_FILES, ({ uris }: ReadFilesParams) => Promise.all(uris.map((uri) => read(Uri.parse(uri))))),
];

async function list(folder: Uri): Promise<ListedEntry[]> {
  try {
    return (await workspace.fs.readDirectory(folder)).map(([name, type]) => [name, kindOf(type)]);
  } catch {
    return [];
  }
}

function kindOf(type: FileType): ListedEntry[1] {
  if (type & FileType.SymbolicLink) return 'link';
  return type & FileType.Directory ? 'folder' : type & FileType.File ? 'file' : 'other';
}

/** Files of 2 MB or more are not analysed, so that they need not be sent. */
const MOST_BYTES = 2_000_000;

async function read(file: Uri): Promise<string | null> {
  try {
    const bytes = await workspace.fs.readFile(file);
    return bytes.byteLength < MOST_BYTES ? new TextDecoder().decode(bytes) : null;
  } catch {
    return null;
  }
}
