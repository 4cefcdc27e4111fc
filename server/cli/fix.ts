/** `--fix` and `--fix-dry-run`: applies safe fixes until none is left. */

import { applyEdits, compatible } from '../../rules/kit/apply-edits.ts';
import type { Fix } from '../../rules/kit/finding.ts';
import type { Lint, Settings } from '../../rules/kit/lint.ts';
import type { Target } from './targets.ts';

export interface Fixed {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** As many as ESLint makes. */
const PASSES = 10;

/** Leaves the new texts open in the project, so that what is left is found in them. Writes nothing. */
export function fixAll({ project, files }: Target<Lint>, settings: Settings): Fixed[] {
  const before = new Map<string, string>();
  /** Files in which a fix made something that does not parse: they are left alone. */
  const refused = new Set<string>();
  for (let pass = 0; pass < PASSES; pass++) {
    const fixes = files.flatMap((file) => project.findings(file, settings).flatMap(({ fix }) => fix ?? []));
    const changed = applyAll(project, fixes.filter((fix) => filesOf(fix).every((file) => !refused.has(file))), before, refused);
    if (!changed) break;
  }
  return [...before].map(([file, text]) => ({ file, before: text, after: project.text(file) ?? text })).filter((one) => one.before !== one.after);
}

const filesOf = ({ edits }: Fix): string[] => [...new Set(edits.map(({ at }) => at.file))];

/** True if any text changed. */
function applyAll(project: Lint, fixes: readonly Fix[], before: Map<string, string>, refused: Set<string>): boolean {
  const chosen = compatible(fixes);
  const texts = new Map<string, string>();
  for (const file of new Set(chosen.flatMap(filesOf))) {
    const edits = chosen.flatMap((fix) => fix.edits).filter(({ at }) => at.file === file);
    texts.set(file, applyEdits(project.text(file) ?? '', edits));
  }
  const broken = [...texts].filter(([file, text]) => project.parse(file, text).errors.length > 0).map(([file]) => file);
  if (broken.length > 0) {
    for (const file of broken) refused.add(file);
    return applyAll(project, chosen.filter((fix) => filesOf(fix).every((file) => !refused.has(file))), before, refused);
  }
  let changed = false;
  for (const [file, text] of texts) {
    const old = project.text(file) ?? '';
    if (!before.has(file)) before.set(file, old);
    project.open(file, text);
    changed ||= old !== text;
  }
  return changed;
}
