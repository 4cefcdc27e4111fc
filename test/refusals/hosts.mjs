/**
 * Runs the table of `no-shared-argument` in the hosts that are at hand, and prints what each does with shared memory.
 *
 *     node test/refusals/hosts.mjs                                   in the Node that runs it
 *     node test/refusals/hosts.mjs --chromium PATH --deno PATH --bun PATH
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serve } from './host.mjs';

const { values } = parseArgs({ options: { chromium: { type: 'string' }, deno: { type: 'string' }, bun: { type: 'string' } } });
const script = join(import.meta.dirname, 'run.mjs');
const LONG = 300_000;

function output(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: LONG });
    let text = '';
    child.stdout.on('data', (part) => (text += part));
    child.on('error', failed);
    child.on('close', () => done(JSON.parse(text.slice(text.lastIndexOf('\n{') + 1))));
  });
}

async function browse(command, { at, reported }) {
  const profile = mkdtempSync(join(tmpdir(), 'refusals-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--user-data-dir=${profile}`];
  // A group of its own, so that its helper processes end with it.
  const child = spawn(command, [...flags, at.http], { stdio: 'ignore', detached: true });
  try {
    return await reported;
  } finally {
    const closed = new Promise((done) => child.on('close', done));
    process.kill(-child.pid);
    await closed;
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

const server = await serve();
const { http, ws } = server.at;
const results = { node: await output(process.execPath, ['--experimental-websocket', '--no-warnings', script, http, ws]) };
if (values.deno) results.deno = await output(values.deno, ['run', '-A', script, http, ws]);
if (values.bun) results.bun = await output(values.bun, ['run', script, http, ws]);
if (values.chromium) results.chromium = await browse(values.chromium, server);
server.close();

const hosts = Object.keys(results);
console.log(['function'.padEnd(44), ...hosts.map((host) => host.padEnd(10))].join(''));
for (const name of Object.keys(results.node)) console.log([name.padEnd(44), ...hosts.map((host) => results[host][name].result.padEnd(10))].join(''));
