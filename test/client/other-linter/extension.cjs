/** Reports a finding of our plugin for the open file, as the extensions of ESLint and oxlint do, and takes it back. */

const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  const found = vscode.languages.createDiagnosticCollection('eslint');
  const diagnostic = new vscode.Diagnostic(new vscode.Range(9, 2, 9, 16), 'Said by the other linter.', vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'eslint';
  diagnostic.code = 'atomics/no-mixed-access';
  subscriptions.push(
    found,
    vscode.commands.registerCommand('otherLinter.report', () => found.set(vscode.window.activeTextEditor.document.uri, [diagnostic])),
    vscode.commands.registerCommand('otherLinter.clear', () => found.clear()),
  );
};
