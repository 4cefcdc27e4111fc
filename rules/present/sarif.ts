/** `--format sarif`: SARIF 2.1.0, as GitHub code scanning and SARIF viewers read it. */

import type { Span } from '../analysis/base/span.ts';
import type { FileProblem } from '../analysis/project.ts';
import type { Finding, Fix, TextEdit } from '../kit/finding.ts';
import { docsUrl, HOMEPAGE } from './docs-url.ts';
import { SEVERITY, type Report } from './report.ts';

export interface SarifTool {
  readonly version: string;
  readonly rules: readonly { readonly name: string; readonly description: string }[];
}

const BASE = '%SRCROOT%';

export function renderSarif(report: Report, { version, rules }: SarifTool): string {
  const index = new Map(rules.map(({ name }, i) => [name, i]));
  const fingerprints = new Fingerprints(report);
  const run = {
    tool: { driver: { name: 'Atomics Lint', semanticVersion: version, informationUri: HOMEPAGE, rules: rules.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [BASE]: { uri: fileUri(report.root.endsWith('/') ? report.root : `${report.root}/`) } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.problems.map((problem) => notification(report, problem)) }],
    results: report.findings.map((finding) => ({ ...result(report, finding), ruleIndex: index.get(finding.rule) ?? -1, partialFingerprints: { 'atomicsLint/v1': fingerprints.of(finding) } })),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const ruleOf = ({ name, description }: SarifTool['rules'][number]) => ({
  id: `atomics/${name}`,
  name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: `${description}.` },
  fullDescription: { text: `${description}.` },
  help: { text: `${description}. See ${docsUrl(name)}`, markdown: `${description}. [Documentation](${docsUrl(name)})` },
  helpUri: docsUrl(name),
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['concurrency', 'shared-memory'] },
});

function result(report: Report, { rule, certainty, message, at, related, fix, suggestions }: Finding) {
  const fixes = [...(fix ? [fix] : []), ...suggestions];
  return {
    ruleId: `atomics/${rule}`,
    level: SEVERITY[certainty],
    message: { text: message },
    locations: [{ physicalLocation: physical(report, at) }],
    relatedLocations: related.map((one, i) => ({ id: i + 1, physicalLocation: physical(report, one.at), message: { text: one.message } })),
    ...(fixes.length > 0 && { fixes: fixes.map((one) => fixOf(report, one)) }),
    properties: { certainty },
  };
}

const physical = (report: Report, at: Span) => ({ artifactLocation: artifact(report, at.file), region: region(report, at) });

/** Columns are UTF-16 units from 1, ends exclusive, as the report counts them. */
function region(report: Report, at: Span) {
  const [start, end] = [report.start(at), report.end(at)];
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function artifact(report: Report, file: string) {
  const path = report.path(file);
  return path === file ? { uri: fileUri(file) } : { uri: encoded(path), uriBaseId: BASE };
}

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
const fileUri = (path: string): string => `file://${path.startsWith('/') ? '' : '/'}${encoded(path).replace(/^(\/?[A-Za-z])%3A/, '$1:')}`;

function fixOf(report: Report, { title, edits }: Fix) {
  const files = [...new Set(edits.map(({ at }) => at.file))];
  return {
    description: { text: `${title}.` },
    artifactChanges: files.map((file) => ({ artifactLocation: artifact(report, file), replacements: edits.filter(({ at }) => at.file === file).map((edit) => replacement(report, edit)) })),
  };
}

const replacement = (report: Report, { at, text }: TextEdit) => ({ deletedRegion: region(report, at), insertedContent: { text } });

function notification(report: Report, { file, kind, message, offset }: FileProblem) {
  const { line, column } = report.position(file, offset ?? 0);
  return {
    level: kind === 'syntax' ? 'error' : 'warning',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: artifact(report, file), ...(offset !== undefined && { region: { startLine: line, startColumn: column } }) } }],
  };
}

/** A finding keeps its fingerprint where lines above it come and go: the rule, the file, the line's text, and which of its equals it is. */
class Fingerprints {
  readonly #seen = new Map<string, number>();

  constructor(readonly report: Report) {}

  of({ rule, at }: Finding): string {
    const { line } = this.report.start(at);
    const key = `${rule}\n${this.report.path(at.file)}\n${this.report.line(at.file, line).trim()}`;
    const before = this.#seen.get(key) ?? 0;
    this.#seen.set(key, before + 1);
    return `${fnv1a(key)}:${before + 1}`;
  }
}

/** FNV-1a, 64 bits: it need not withstand anyone, and is the same in Node and in a browser. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}
