/**
 * A language client that behaves as VS Code's does, for the bench: it sends whole texts to servers that want them, asks
 * servers that can be asked and listens to the others, and withdraws a question when a key is typed before its answer.
 */

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const CAPABILITIES = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: { synchronization: {}, publishDiagnostics: { versionSupport: true, relatedInformation: true, codeDescriptionSupport: true }, diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true } },
  workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true }, didChangeWatchedFiles: { dynamicRegistration: true }, diagnostics: { refreshSupport: true } },
  window: { workDoneProgress: true },
};

const WHOLE_TEXT = 1;

export class LanguageClient {
  #pulls = false;
  #syncsWholeTexts = false;
  #version = 0;
  #question;
  #isOver = false;
  /** What the server's log said last, for the case that it does nothing. */
  log = [];

  /** `settings`: the answer to each `workspace/configuration`. `report`: told of each answer, and the version that it speaks of if that is known. */
  constructor(command, args, { cwd, settings, report }) {
    this.report = report;
    this.process = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    this.connection = createMessageConnection(new StreamMessageReader(this.process.stdout), new StreamMessageWriter(this.process.stdin));
    this.connection.onRequest('workspace/configuration', ({ items }) => items.map(() => settings ?? null));
    this.connection.onRequest('client/registerCapability', ({ registrations }) => {
      this.#pulls ||= registrations.some(({ method }) => method === 'textDocument/diagnostic');
      return null;
    });
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.#ask();
      return null;
    });
    this.connection.onRequest(() => null);
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
      if (uri === this.uri && !this.#pulls) this.report(diagnostics, version);
    });
    for (const method of ['window/logMessage', 'window/showMessage']) this.connection.onNotification(method, ({ message }) => void this.log.push(message));
    this.connection.onNotification(() => undefined);
    this.connection.onError(() => undefined);
    this.connection.listen();
  }

  async initialise(folder, initializationOptions) {
    const uri = pathToFileURL(folder).href;
    const answer = await this.connection.sendRequest('initialize', { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'bench' }], capabilities: CAPABILITIES, initializationOptions });
    const { diagnosticProvider, textDocumentSync } = answer.capabilities;
    this.#pulls = diagnosticProvider !== undefined;
    this.#syncsWholeTexts = (textDocumentSync?.change ?? textDocumentSync) === WHOLE_TEXT;
    this.connection.sendNotification('initialized', {});
  }

  open(uri, text) {
    this.uri = uri;
    this.text = text;
    this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: ++this.#version, text } });
    this.#ask();
    return this.#version;
  }

  /** Inserts a text, and answers the version that the document has then. */
  type(line, character, text, whole) {
    const at = { line, character };
    const change = this.#syncsWholeTexts ? { text: whole } : { range: { start: at, end: at }, text };
    this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri, version: ++this.#version }, contentChanges: [change] });
    this.#ask();
    return this.#version;
  }

  /** Where one is asked already, that is withdrawn, and asked again when it has come back. */
  #ask() {
    if (!this.#pulls || !this.uri) return;
    if (this.#question) {
      this.#question.isOld = true;
      this.#question.cancellation.cancel();
      return;
    }
    const question = { version: this.#version, cancellation: new CancellationTokenSource(), isOld: false };
    this.#question = question;
    const send = this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: this.uri }, previousResultId: this.resultId }, question.cancellation.token);
    send.then((answer) => this.#answered(question, answer), () => this.#answered(question, undefined));
  }

  #answered({ version, isOld }, answer) {
    this.#question = undefined;
    if (this.#isOver) return;
    if (answer?.kind === 'full') this.items = answer.items;
    if (answer) this.resultId = answer.resultId;
    if (answer) this.report(this.items ?? [], version);
    if (isOld) this.#ask();
  }

  /** Resident memory in MB, of the server and what it has started. */
  memory() {
    return [this.process.pid, ...descendants(this.process.pid)].reduce((sum, pid) => sum + residentOf(pid), 0);
  }

  stop() {
    this.#isOver = true;
    this.connection.dispose();
    this.process.kill('SIGKILL');
  }
}

const residentOf = (pid) => Number(/VmRSS:\s*(\d+)/.exec(readOf(pid, 'status'))?.[1] ?? 0) / 1024;

function descendants(pid) {
  const children = readdirSync('/proc').filter((one) => /^\d+$/.test(one) && /\) \S (\d+)/.exec(readOf(one, 'stat'))?.[1] === String(pid));
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function readOf(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
