/** What a run writes to disk. */

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Fixed } from './fix.ts';
import { UsageError } from './usage-error.ts';

export function writeFixed(fixed: readonly Fixed[], cwd: string): void {
  for (const { file, after } of fixed) write(file, `${hasMark(file) ? '\uFEFF' : ''}${after}`, cwd);
}

/** The analysis knows texts without their byte-order mark. */
function hasMark(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').startsWith('\uFEFF');
  } catch {
    return false;
  }
}

export function writePage(path: string, { page, regions }: { readonly page: string; readonly regions: number }, cwd: string, stderr: { write(text: string): unknown }): void {
  write(path, page, cwd);
  stderr.write(`${regions} ${regions === 1 ? 'region' : 'regions'} drawn in ${path}\n`);
}

function write(path: string, text: string, cwd: string): void {
  try {
    writeFileSync(resolve(cwd, path), text);
  } catch (error) {
    throw new UsageError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
