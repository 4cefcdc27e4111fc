/** `textDocument/didOpen`, `didChange`, `didClose`: what the client holds open. */

import { TextDocumentSyncKind } from 'vscode-languageserver-protocol';
import type { Feature } from './feature.ts';

export const documentSync: Feature = {
  capabilities: () => ({ textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false } }),

  listen: (session) => {
    const { connection, documents, sweep } = session;
    connection.onDidOpenTextDocument(({ textDocument }) => {
      if (documents.open(textDocument)) sweep.request();
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      if (documents.change(uri, contentChanges, version)) sweep.request();
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      const document = documents.close(uri);
      if (!document) return;
      session.shownElsewhere.delete(uri);
      session.report(document.folder, document.path);
      sweep.request();
    });
  },
};
