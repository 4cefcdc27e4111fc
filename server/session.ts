/**
 * What all requests of one client share: its folders, its open documents, and what was reported of them.
 *
 * A request is answered in `features/`, from what stands here. Nothing here speaks the protocol but the log.
 */

import type { Connection } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import type { Span } from '../rules/analysis/base/span.ts';
import type { Finding } from '../rules/kit/finding.ts';
import { abilitiesOf, type ClientAbilities } from './client-capabilities.ts';
import type { Host } from './host.ts';
import { diagnosticOf, rulePageOnTheWeb } from './present/lsp.ts';
import type { Location } from './protocol.ts';
import { speech, type Say } from './speech.ts';
import type { Mount } from './workspace/address.ts';
import type { OpenDocument } from './workspace/document.ts';
import { Documents } from './workspace/documents.ts';
import { findingsOf } from './workspace/findings.ts';
import type { Folder } from './workspace/folder.ts';
import { Folders } from './workspace/folders.ts';
import { Log } from './workspace/log.ts';
import type { RemoteFiles } from './workspace/mirror.ts';
import { Reports } from './workspace/reports.ts';
import { Sweep } from './workspace/sweep.ts';

/** How far the analysis is, for whoever shows it. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly milliseconds: number;
  readonly isIdle: boolean;
}

export class Session {
  /** Set by `initialize`, before any other request. */
  client: ClientAbilities = abilitiesOf({ capabilities: {}, processId: null, rootUri: null });
  /** Speaks the client's language. */
  say: Say = speech(undefined);
  readonly folders: Folders;
  readonly documents: Documents;
  readonly reports = new Reports();
  readonly sweep: Sweep;
  readonly log: Log;
  /** Documents whose findings another source shows. */
  readonly shownElsewhere = new Set<string>();
  /** Gives a new folder its settings. */
  configure: (folder: Folder) => Promise<void> = () => Promise.resolve();
  readonly #watchers = new Set<(progress: Progress) => void>();
  #ready: Promise<unknown> = Promise.resolve();

  constructor(
    readonly connection: Connection,
    readonly host: Host,
    remote: (mount: Mount, session: Session) => RemoteFiles | undefined,
  ) {
    this.log = new Log(connection);
    this.folders = new Folders(host, (mount) => remote(mount, this), (folder) => this.prepare(this.configure(folder)));
    this.documents = new Documents(this.folders);
    this.sweep = new Sweep(host, {
      folders: () => this.folders.all(),
      settle: () => this.settled(),
      touched: () => this.documents.touched(),
      report: (folder, path) => void this.report(folder, path),
      progress: (done, total) => this.#tell({ done, total, milliseconds: 0, isIdle: false }),
      done: (milliseconds) => this.#tell({ done: 0, total: 0, milliseconds, isIdle: true }),
      failed: (message) => this.log.once(message),
    });
  }

  /** Requests wait for this: settings that are asked for, folders that are fetched. */
  prepare(work: Promise<unknown>): void {
    this.#ready = Promise.all([this.#ready, work.catch((error: unknown) => this.log.once(String(error)))]);
  }

  /** Something was asked of the client that it may refuse: that is one line in the log. */
  mayBeRefused(answer: Promise<unknown> | undefined): Promise<void> {
    return Promise.resolve(answer).then(
      () => undefined,
      (error: unknown) => this.log.once(`The client refused: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  /** Resolves when everything that was said before has been taken in. */
  async settled(): Promise<void> {
    for (let last: unknown; last !== this.#ready; ) await (last = this.#ready);
    this.documents.settle();
  }

  /** The open document of a request, with what is known of it up to date; undefined for one that is not looked at. */
  async document(uri: string): Promise<OpenDocument | undefined> {
    await this.settled();
    const document = this.documents.get(uri);
    if (document) await this.sweep.ready(document.folder);
    this.documents.settle();
    return document;
  }

  onProgress(watcher: (progress: Progress) => void): void {
    this.#watchers.add(watcher);
  }

  rulePage(rule: string): string {
    return this.client.options.rulePages?.replace('{rule}', rule) ?? rulePageOnTheWeb(rule);
  }

  uriOf(folder: Folder, path: string): string {
    return this.documents.at(folder, path)?.uri ?? folder.mount.uri(path);
  }

  /** Where a place stands now, with the edits of a document that could not be analysed since. */
  locate(folder: Folder, at: Span): Location | undefined {
    const document = this.documents.at(folder, at.file);
    const range = document?.isStale ? document.rangeNow(at) : folder.range(at.file, at);
    return range && { uri: this.uriOf(folder, at.file), range };
  }

  /** The findings that are shown of a file: none where the user wants none. */
  findings(folder: Folder, path: string): readonly Finding[] {
    return this.#isShown(folder, path) ? findingsOf(folder, path, (message) => this.log.once(message)) : [];
  }

  diagnostics(folder: Folder, path: string): Diagnostic[] {
    const { relatedInformation: related, codeDescription: links } = this.client;
    const rulePage = (rule: string) => this.rulePage(rule);
    const presenting = { settings: folder.settings, related, links, rulePage, locate: (at: Span) => this.locate(folder, at) };
    return this.findings(folder, path).flatMap((finding) => diagnosticOf(finding, presenting) ?? []);
  }

  /** Brings the report of a file up to date. */
  report(folder: Folder, path: string) {
    const uri = this.uriOf(folder, path);
    return this.reports.set(uri, this.diagnostics(folder, path));
  }

  /** Something changed that every file's findings may depend on. */
  changedAll(): void {
    for (const folder of this.folders.all()) this.sweep.forget(folder);
    for (const { folder, path } of this.documents.all()) this.report(folder, path);
  }

  #isShown(folder: Folder, path: string): boolean {
    const { settings } = folder;
    const document = this.documents.at(folder, path);
    if (!settings.enable || (!document && !settings.wholeWorkspace)) return false;
    const uri = document?.uri ?? folder.mount.uri(path);
    if (settings.deferToEslint && this.shownElsewhere.has(uri)) return false;
    if (!folder.isLoose && settings.isExcluded(path.slice(folder.root.length + 1))) return false;
    return (this.folders.of(uri) ?? folder) === folder;
  }

  #tell(progress: Progress): void {
    for (const watcher of this.#watchers) watcher(progress);
  }
}
