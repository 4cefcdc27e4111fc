/** A third client: Emacs with Eglot, which answers some of what a server may ask with a refusal. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COUNTER } from '../programs.mjs';
import { root } from '../setup.mjs';

/** As docs/editors.md says it, and then what a user would do. What was seen is written as JSON. */
const SCRIPT = (server) => `
(package-initialize)
(require 'eglot)
(require 'json)
(add-to-list 'eglot-server-programs '(js-mode . (${JSON.stringify(process.execPath)} ${JSON.stringify(server)} "--stdio")))
(find-file "counter.js")
(apply #'eglot--connect (eglot--guess-contact))
(defun seen-soon (is-there)
  (with-timeout (15) (while (not (eq is-there (consp (flymake-diagnostics)))) (accept-process-output nil 0.05) (flymake-start)))
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
(let ((found (seen-soon t)) (actions nil))
  (search-forward "counter[0]")
  (setq actions (mapcar (lambda (action) (plist-get action :title)) (append (eglot-code-actions (point) (point) "quickfix") nil)))
  (eglot-code-actions (point-min) (point-max) "source.fixAll.atomics" t)
  ;; It waits for a pause in what the user does, of whom there is none here.
  (eglot--signal-textDocument/didChange)
  (let ((left (seen-soon nil)))
    (with-temp-file "seen.json" (insert (json-encode (list :found (vconcat found) :actions (vconcat actions) :left (vconcat left) :text (with-current-buffer "counter.js" (buffer-string))))))))
`;

/** Emacs knows no TypeScript before its 29th version. */
const PROGRAM = COUNTER.replaceAll(': void', '');

export const steps = [
  ['in Emacs, findings come and go, and everything is fixed by the action that docs/editors.md runs on saving', () => {
    const seen = drive();
    assert.equal(seen.found.length, 1);
    assert.match(seen.found[0], /no-mixed-access.*Plain write to `counter\[0\]`/);
    assert.ok(seen.actions.includes('Use Atomics.store(counter, 0, 0)'), seen.actions.join('\n'));
    assert.deepEqual(seen.left, []);
    assert.equal(seen.text, PROGRAM.replace('counter[0] = 0', 'Atomics.store(counter, 0, 0)'));
  }],
];

function drive() {
  const folder = mkdtempSync(join(tmpdir(), 'atomics-emacs-'));
  try {
    writeFileSync(join(folder, 'counter.js'), PROGRAM);
    writeFileSync(join(folder, 'drive.el'), SCRIPT(join(root, 'server/dist/main.cjs')));
    execFileSync('emacs', ['--batch', '-l', 'drive.el'], { cwd: folder, timeout: 60_000, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
    return JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
