/** Pages of documentation as data: headings, links, and the programs between fences. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readProgram, type Program } from '../kit/program.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface Example {
  /** The line of its opening fence, from 1. */
  readonly line: number;
  /** The `##` heading above it. */
  readonly section: string;
  readonly program: Program;
}

export interface Page {
  /** From the root, with `/`. */
  readonly path: string;
  readonly title: string;
  /** Its `##` headings in order. */
  readonly sections: readonly string[];
  readonly examples: readonly Example[];
  readonly links: readonly { readonly line: number; readonly target: string }[];
  /** What each heading is called in a link. */
  readonly anchors: ReadonlySet<string>;
}

const FENCE = /^```(\w*)\s*$/;
const CODE = new Set(['ts', 'js']);

/** Every page under a folder, sorted. */
export const pagesIn = (folder: string): Page[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`).filter((path) => path.endsWith('.md')).sort().map(readPage);

export function readPage(path: string): Page {
  const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
  const page = { path, title: '', sections: [] as string[], examples: [] as Example[], links: [] as { line: number; target: string }[], anchors: new Set<string>() };
  let fence: { language: string; line: number; body: string[] } | undefined;
  for (const [i, text] of lines.entries()) {
    const [mark, language = ''] = FENCE.exec(text) ?? [];
    if (fence && mark === undefined) fence.body.push(text);
    else if (fence) {
      if (CODE.has(fence.language)) page.examples.push({ line: fence.line, section: page.sections.at(-1) ?? '', program: programOf(fence.body, fence.language) });
      fence = undefined;
    } else if (mark !== undefined) fence = { language, line: i + 1, body: [] };
    else readText(page, text, i + 1);
  }
  return page;
}

type Open = { title: string; readonly sections: string[]; readonly links: { line: number; target: string }[]; readonly anchors: Set<string> };

function readText(page: Open, text: string, line: number): void {
  const [, marks = '', heading = ''] = /^(#{1,4}) (.+)$/.exec(text) ?? [];
  if (marks === '#') page.title = heading;
  if (marks === '##') page.sections.push(heading);
  if (marks) page.anchors.add(anchorOf(heading));
  for (const [, target = ''] of text.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)) page.links.push({ line, target });
}

/** As GitHub makes them. */
const anchorOf = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');

const programOf = (body: readonly string[], language: string): Program => readProgram(body.join('\n'), `main.${language}`);
