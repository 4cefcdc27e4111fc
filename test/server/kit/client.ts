/** A language client over stdio, as an editor is one: it starts the built server, and can leave out any capability. */

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';

const SERVER = join(import.meta.dirname, '../../../server/dist/main.cjs');

/** What VS Code can do, as far as the server asks. */
export const FULL: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } }, isPreferredSupport: true, disabledSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: { completionItem: { snippetSupport: true } },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

export interface ClientOptions {
  /** Another script than the built server. */
  readonly server?: string;
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** The settings under `atomics`. */
  readonly settings?: unknown;
  /** Whatever the server asks for is refused, as a method that nobody knows is. */
  readonly refuses?: boolean;
  readonly initialization?: unknown;
  readonly more?: Partial<InitializeParams>;
}

export class Client {
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly log: string[] = [];
  settings: unknown;
  refreshes = 0;
  readonly #versions = new Map<string, number>();
  readonly #publications = new Set<() => void>();

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
    readonly options: ClientOptions,
  ) {
    this.settings = options.settings;
    if (!options.refuses) this.#answer(connection);
    connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => void this.log.push(message));
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      for (const tell of this.#publications) tell();
    });
  }

  #answer(connection: ProtocolConnection): void {
    connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }): unknown => items.map(() => this.settings ?? null));
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes++;
      return null;
    });
  }

  static async start(options: ClientOptions = {}): Promise<Client & { readonly initialized: InitializeResult }> {
    const server = spawn(process.execPath, [options.server ?? SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    const client = new Client(server, connection, options);
    connection.listen();
    const folders = options.folders?.map((uri) => ({ uri, name: uri })) ?? null;
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: folders?.[0]?.uri ?? null,
      workspaceFolders: folders,
      capabilities: options.capabilities ?? FULL,
      initializationOptions: options.initialization,
      ...options.more,
    });
    await connection.sendNotification('initialized', {});
    return Object.assign(client, { initialized });
  }

  async open(uri: string, text: string, languageId = 'typescript'): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async changedOnDisk(...uris: string[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: uris.map((uri) => ({ uri, type: 2 })) });
  }

  async configure(settings: unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: { atomics: settings } });
  }

  async pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId && { previousResultId }) });
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === 'full' ? report.items : [];
  }

  async request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  /** Resolves when what was published satisfies a test; fails after some seconds with what there is. */
  async publishes(test: (published: ReadonlyMap<string, PublishDiagnosticsParams>) => boolean): Promise<void> {
    if (test(this.published)) return;
    await new Promise<void>((resolve, reject) => {
      const give = setTimeout(() => reject(new Error(`Published so far: ${JSON.stringify([...this.published])}; log: ${this.log.join('\n')}`)), 8000);
      const tell = () => {
        if (!test(this.published)) return;
        clearTimeout(give);
        this.#publications.delete(tell);
        resolve();
      };
      this.#publications.add(tell);
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
    if (this.process.exitCode === null) await new Promise((resolve) => this.process.once('exit', resolve));
  }
}
