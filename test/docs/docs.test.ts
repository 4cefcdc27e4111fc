/** Every page is true: its programs report what they say, its rules exist, its links lead somewhere. */

import { existsSync } from 'node:fs';
import { posix, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../rules/kit/registry.ts';
import { check } from '../kit/check.ts';
import { ROOT, pagesIn, readPage, type Page } from './pages.ts';

const SECTIONS = ["In the document's terms", 'Wrong', 'Right', 'How surely', 'Fix', 'Options', 'When not to use it', 'References'];

const pages = pagesIn('docs');
const pageOf = (rule: string): Page | undefined => pages.find(({ path }) => path === `docs/rules/${rule}.md`);

describe('every rule has a page', () => {
  test.each(RULES.map(({ name }) => name))('%s', (name) => {
    const page = pageOf(name);
    expect(page, `Write docs/rules/${name}.md; \`npm run new-rule\` makes a first version.`).toBeDefined();
    expect(page?.title).toBe(name);
    expect(page?.sections, 'Every page has the same sections in the same order.').toEqual(SECTIONS);
  });

  test('and no page tells of a rule that is gone', () => {
    const names = new Set(RULES.map(({ name }) => name));
    const lost = pages.filter(({ path }) => path.startsWith('docs/rules/') && !path.endsWith('/README.md') && !names.has(path.slice(11, -3)));
    expect(lost.map(({ path }) => path)).toEqual([]);
  });
});

describe('programs report what they say', () => {
  for (const page of pages.filter(({ path }) => path.startsWith('docs/rules/') || path === 'docs/the-document.md')) {
    const rule = /^docs\/rules\/(?!README)(.+)\.md$/.exec(page.path)?.[1];
    for (const { line, section, program } of page.examples)
      test(`${page.path}:${line} ${section}`, () => {
        if (section === 'Wrong') expect(program.wanted.map((one) => one.rule), 'A wrong program marks where it is wrong.').toContain(rule);
        if (section === 'Right') expect(program.wanted, 'A right program has no marker.').toEqual([]);
        check(program);
      });
    if (rule !== undefined) test(`${page.path} shows wrong and right`, () => expect(new Set(page.examples.map(({ section }) => section))).toEqual(expect.objectContaining(new Set(['Wrong', 'Right']))));
  }
});

describe('links lead somewhere', () => {
  const front = ['README.md', 'ARCHITECTURE.md'].filter((path) => existsSync(join(ROOT, path)));
  for (const page of [...pages, ...front.map(readPage)])
    test(page.path, () => {
      const dead = page.links.filter(({ target }) => !/^[a-z]+:/.test(target) && !leads(page, target));
      expect(dead.map(({ line, target }) => `${page.path}:${line} ${target}`)).toEqual([]);
    });
});

/** A path from the page, perhaps with the anchor of a heading. */
function leads(page: Page, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page.path : posix.join(posix.dirname(page.path), path);
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || (file.endsWith('.md') && readPage(file).anchors.has(anchor));
}
