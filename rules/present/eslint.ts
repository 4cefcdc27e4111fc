/** A rule as ESLint and oxlint take it. The host hands over a text with its tree; findings come from the shared project. */

import type { TSESLint } from '@typescript-eslint/utils';
import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { CERTAINTIES, type Certainty, type Finding, type Fix } from '../kit/finding.ts';
import type { RuleDefinition } from '../kit/define-rule.ts';
import { docsUrl } from './docs-url.ts';
import { projectOf } from './host-project.ts';

/** A finding's message stands under the name of its certainty. */
export type MessageId = Certainty | 'suggestion';
export type EslintOptions = readonly [{ readonly certainty?: Certainty; readonly [option: string]: unknown }?];
export type EslintRule = TSESLint.RuleModule<MessageId, EslintOptions>;

const create = RuleCreator(docsUrl);

const CERTAINTY_SCHEMA = {
  type: 'string' as const,
  enum: [...CERTAINTIES],
  description: 'The least sure finding to report: `proven` only, `likely` and surer, or also what is merely `possible`.',
};

/** Messages are whole sentences of their own; ESLint puts them in as they are. */
const MESSAGES: Record<MessageId, string> = { proven: '{{text}}', likely: '{{text}}', possible: '{{text}}', suggestion: '{{text}}' };

export function eslintRule(rule: RuleDefinition): EslintRule {
  return create<EslintOptions, MessageId>({
    name: rule.name,
    meta: {
      type: 'problem',
      docs: { description: rule.description },
      messages: MESSAGES,
      schema: [{ type: 'object', properties: { certainty: CERTAINTY_SCHEMA, ...rule.optionsSchema }, additionalProperties: false }],
      defaultOptions: [{ certainty: 'likely' }],
      ...(rule.fixable && { fixable: 'code' as const }),
      ...(rule.hasSuggestions && { hasSuggestions: true }),
    },
    create: (context, [given]) => {
      const { certainty = 'likely', ...options } = given ?? {};
      return {
        Program: () => {
          for (const finding of projectOf(context)?.findings(rule, { certainty, options }) ?? []) context.report(descriptor(finding, context.sourceCode));
        },
      };
    },
  });
}

function descriptor(finding: Finding, source: Readonly<TSESLint.SourceCode>): TSESLint.ReportDescriptor<MessageId> {
  const { at, certainty, fix, suggestions, message } = finding;
  return {
    messageId: certainty,
    data: { text: message },
    loc: { start: source.getLocFromIndex(at.start), end: source.getLocFromIndex(at.end) },
    ...(fix && isLocal(fix, at.file) && { fix: fixer(fix) }),
    suggest: suggestions.filter((one) => isLocal(one, at.file)).map((one) => ({ messageId: 'suggestion', data: { text: one.title }, fix: fixer(one) })),
  };
}

/** ESLint changes the file that it lints, and no other. */
const isLocal = ({ edits }: Fix, file: string): boolean => edits.every(({ at }) => at.file === file);

const fixer =
  ({ edits }: Fix): TSESLint.ReportFixFunction =>
  (fix) =>
    edits.map(({ at, text }) => fix.replaceTextRange([at.start, at.end], text));
