/**
 * `textDocument/completion`: the verified snippets by their names. They are whole classes, so they are offered where such
 * a one can stand: at the beginning of a line of a TypeScript file, and only those whose name is being typed.
 */

import { CompletionItemKind, CompletionRequest, InsertTextFormat, MarkupKind, type CompletionItem, type CompletionList, type Position } from 'vscode-languageserver-protocol';
import { enclosed, SNIPPETS, type Snippet } from '../snippets.ts';
import type { OpenDocument } from '../workspace/document.ts';
import type { Feature } from './feature.ts';

/** With fewer letters, half of the library would be in the way of what the user means. */
const LEAST_LETTERS = 3;

export const completion: Feature = {
  capabilities: () => ({ completionProvider: { resolveProvider: false } }),

  listen: (session) => {
    session.connection.onRequest(CompletionRequest.type, async ({ textDocument: { uri }, position }): Promise<CompletionList> => {
      await session.settled();
      const document = session.documents.get(uri);
      const word = document?.folder.settings.snippetCompletions && document.languageId.startsWith('typescript') ? wordOfLine(document, position) : '';
      const named = word.length < LEAST_LETTERS ? [] : SNIPPETS.filter((snippet) => isMeant(snippet, word));
      // Another letter may mean others: the client is to ask again.
      return { isIncomplete: true, items: named.map((snippet) => itemOf(snippet, position)) };
    });
  },
};

/** What stands before the cursor, if that is one word from the line's beginning on, and nothing stands behind it. */
function wordOfLine(document: OpenDocument, { line, character }: Position): string {
  const start = document.offsetAt({ line, character: 0 });
  const whole = /^.*/.exec(document.text.slice(start, start + 200))?.[0] ?? '';
  return whole.length === character && /^[A-Za-z]+$/.test(whole) ? whole.toLowerCase() : '';
}

/** `mut` means the mutex, `ring` the SPSC ring: a word of the title begins so. */
const isMeant = ({ title, name }: Snippet, word: string): boolean =>
  title.toLowerCase().replaceAll(/[\s–-]/g, '').startsWith(word) || `${title} ${name}`.toLowerCase().split(/[\s–-]+/).some((one) => one.startsWith(word));

const itemOf = (snippet: Snippet, { line, character }: Position): CompletionItem => ({
  label: snippet.title,
  labelDetails: { description: 'Atomics Lint' },
  kind: CompletionItemKind.Class,
  detail: `${snippet.name} ${snippet.version}`,
  documentation: { kind: MarkupKind.Markdown, value: `${snippet.description}\n\n\`\`\`ts\n${storyOf(snippet)}\n\`\`\`` },
  // Behind whatever else begins so.
  sortText: `zz${snippet.name}`,
  filterText: `${snippet.title} ${snippet.name}`,
  insertTextFormat: InsertTextFormat.PlainText,
  textEdit: { range: { start: { line, character: 0 }, end: { line, character } }, newText: enclosed(snippet) },
});

/** The comment at the head of a snippet. */
const storyOf = ({ text }: Snippet): string => /\/\*\*[^]*?\*\//.exec(text)?.[0] ?? '';
