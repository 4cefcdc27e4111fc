/** The table of what refuses shared memory: run in this Node, shown on the page, chosen from by the option `hosts`. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSALS, type Host, type Refusal } from '../../rules/analysis/models/refusals.ts';
import { noSharedArgument } from '../../rules/no-shared-argument.ts';
import { lintOf } from '../kit/check.ts';
import { serve } from './host.mjs';
import { probe, probed } from './probes.mjs';
import { table } from './table.ts';

const PAGE = join(import.meta.dirname, '../../docs/rules/no-shared-argument.md');
const nameOf = ({ api, argument, member }: Refusal): string => [api, argument, member].filter((part) => part !== undefined).join(' ');

describe('the table', () => {
  it('is probed entry by entry', () => expect([...probed].sort()).toEqual(REFUSALS.map(nameOf).sort()));

  // It tells of Node 20; the `WebSocket` of that is behind a flag.
  it.runIf(process.versions.node.startsWith('20.'))('is true of this Node', { timeout: 60_000 }, async () => {
    const server = await serve();
    const wrong: string[] = [];
    for (const refusal of REFUSALS.filter(({ unrun }) => !unrun?.includes('node'))) {
      const { result, reason } = await probe(nameOf(refusal), server.at);
      const expected = refusal.by.includes('node') ? 'refuses' : refusal.absent?.includes('node') ? 'absent' : 'takes';
      const isHidden = refusal.api.startsWith('%WebSocket%') && result === 'absent';
      if (result !== expected && !isHidden) wrong.push(`${nameOf(refusal)}: ${result}, not ${expected} (${reason})`);
    }
    server.close();
    expect(wrong).toEqual([]);
  });

  it('is on the page', () => {
    const text = readFileSync(PAGE, 'utf8');
    const wanted = text.replace(/<!-- hosts -->\n[\s\S]*?<!-- \/hosts -->/, () => `<!-- hosts -->\n${table()}\n<!-- /hosts -->`);
    if (wanted !== text) writeFileSync(PAGE, wanted);
    expect(wanted === text, 'The page was stale; it is written now. Look at the change and commit it.').toBe(true);
  });
});

describe('the option `hosts`', () => {
  const text = `
    const bytes = new Uint8Array(new SharedArrayBuffer(8));
    crypto.getRandomValues(bytes);
    new Blob([bytes]);
    new Response(bytes);
    crypto.subtle.digest('SHA-256', bytes);
  `;
  const found = (options: object): string[] => {
    const lint = lintOf(new Map([['main.js', text]]));
    return lint.findingsOf(noSharedArgument, '/p/main.js', { certainty: 'likely', options: { ...options } }).map(({ message }) => /which `([^`]+)` refuses in ([^:]+):/.exec(message)?.slice(1).join(', ') ?? message);
  };

  it.each<[readonly Host[] | undefined, readonly string[]]>([
    [undefined, ['crypto.getRandomValues, browsers', 'new Blob, browsers', 'new Response, browsers and Node', 'crypto.subtle.digest, browsers and Node']],
    [['node'], ['new Response, Node', 'crypto.subtle.digest, Node']],
    [['bun'], ['crypto.subtle.digest, Bun']],
    [['deno', 'browser'], ['crypto.getRandomValues, browsers', 'new Blob, browsers and Deno', 'new Response, browsers and Deno', 'crypto.subtle.digest, browsers and Deno']],
    [[], []],
  ])('%j', (hosts, wanted) => expect(found(hosts ? { hosts } : {})).toEqual(wanted));
});
