/** `atomics/listFolder` and `atomics/readFiles`: the client's file system, for workspaces that are on no disk here. */

import { join } from '../../rules/analysis/base/path.ts';
import { LIST_FOLDER, READ_FILES, type ListedEntry, type ListFolderParams, type ReadFilesParams } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { Mount } from '../workspace/address.ts';
import type { RemoteFiles } from '../workspace/mirror.ts';

/** Undefined where the client offers none. A request that fails finds nothing. */
export function remoteFiles(mount: Mount, session: Session): RemoteFiles | undefined {
  const { client, connection, log } = session;
  if (!client.options.fileSystem) return undefined;
  const ask = async <T>(method: string, params: ListFolderParams | ReadFilesParams, otherwise: T): Promise<T> => {
    try {
      return await connection.sendRequest<T>(method, params);
    } catch (error) {
      log.once(`The client did not answer ${method}: ${String(error)}`);
      return otherwise;
    }
  };
  return {
    list: (folder) => ask<readonly ListedEntry[]>(LIST_FOLDER, { uri: mount.uri(join('/', folder)) }, []),
    read: (paths) => ask<readonly (string | null)[]>(READ_FILES, { uris: paths.map((path) => mount.uri(path)) }, []),
  };
}
