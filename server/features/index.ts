/** Every feature. */

import { codeAction } from './code-action.ts';
import { codeLens } from './code-lens.ts';
import { completion } from './completion.ts';
import { configuration } from './configuration.ts';
import { documentDiagnostic } from './document-diagnostic.ts';
import { documentSync } from './document-sync.ts';
import { executeCommand } from './execute-command.ts';
import type { Feature } from './feature.ts';
import { hover } from './hover.ts';
import { inlayHint } from './inlay-hint.ts';
import { memoryMap } from './memory-map.ts';
import { otherSource } from './other-source.ts';
import { publishDiagnostics } from './publish-diagnostics.ts';
import { rest } from './rest.ts';
import { status } from './status.ts';
import { watchedFiles } from './watched-files.ts';
import { workspaceDiagnostic } from './workspace-diagnostic.ts';
import { workspaceFolders } from './workspace-folders.ts';

export const FEATURES: readonly Feature[] = [
  workspaceFolders,
  configuration,
  documentSync,
  watchedFiles,
  documentDiagnostic,
  workspaceDiagnostic,
  publishDiagnostics,
  codeAction,
  completion,
  hover,
  codeLens,
  inlayHint,
  executeCommand,
  memoryMap,
  otherSource,
  status,
  rest,
];
