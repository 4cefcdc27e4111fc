/** The language server as a process: `atomics-language-server --stdio`, or started by VS Code over IPC. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeDisk } from '../rules/disk.ts';
import { wasmParser, type WasmParser } from './parser/wasm.ts';
import { version } from './package.json';
import { serve } from './serve.ts';
import { Turns } from './turns.ts';

const USAGE = `Usage: atomics-language-server [--stdio | --node-ipc | --socket=PORT]

The language server of Atomics Lint. Editors start it; --stdio is the default.
  --version  prints the version
  --help     prints this`;

const TRANSPORTS = /^--(?:stdio|node-ipc|socket=\d+|pipe=.+|clientProcessId=\d+)$/;

function start(args: readonly string[]): void {
  // The arguments of editors that hand over more than they need to are let pass.
  if (!args.some((one) => TRANSPORTS.test(one))) process.argv.push('--stdio');
  const parser = wasmParser(readFileSync(join(__dirname, 'parser.wasm')));
  const turns = new Turns(() => new Promise((resolve) => setImmediate(resolve)));
  const connection = createConnection(ProposedFeatures.all, { messageStrategy: turns.messageStrategy });
  // Nothing that a client refuses or a file contains may end the process.
  process.on('unhandledRejection', (reason) => connection.console.error(String(reason)));
  serve(connection, { parse: parser.parse, disk: nodeDisk(), breathe: turns.breathe, rest: () => collectWith(parser) });
}

/** Node offers its collector to whoever was started with a flag; setting the flag later does as well. */
function collectWith(parser: WasmParser): void {
  parser.rest();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  // What the first has freed lies in pages that the second gives back.
  setImmediate(collect);
}

const args = process.argv.slice(2);
if (args.includes('--version')) process.stdout.write(`${version}\n`);
else if (args.includes('--help')) process.stdout.write(`${USAGE}\n`);
else start(args);
