/** What the client can do, as far as it matters here. A client that says nothing gets what every client can show. */

import type { InitializeParams } from 'vscode-languageserver-protocol';
import type { InitializationOptions } from './protocol.ts';

export interface ClientAbilities {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesHints: boolean;
  readonly refreshesLenses: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly versionedDiagnostics: boolean;
  readonly configuration: boolean;
  readonly watchesFiles: boolean;
  readonly registersConfiguration: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly codeActionLiterals: boolean;
  readonly markdownHover: boolean;
  readonly snippetText: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly showsDocuments: boolean;
  readonly options: InitializationOptions;
  /** Undefined: English. */
  readonly locale: string | undefined;
}

export function abilitiesOf({ capabilities, initializationOptions, locale }: InitializeParams): ClientAbilities {
  const { textDocument, workspace, window } = capabilities;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation ?? textDocument?.diagnostic?.relatedInformation ?? false,
    codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport ?? textDocument?.diagnostic?.codeDescriptionSupport ?? false,
    versionedDiagnostics: textDocument?.publishDiagnostics?.versionSupport ?? false,
    configuration: workspace?.configuration ?? false,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    progress: window?.workDoneProgress ?? false,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    snippetText: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    documentChanges: workspace?.workspaceEdit?.documentChanges ?? false,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
    showsDocuments: window?.showDocument?.support ?? false,
    options: optionsOf(initializationOptions),
    locale,
  };
}

const optionsOf = (given: unknown): InitializationOptions => (typeof given === 'object' && given !== null ? given : {});
