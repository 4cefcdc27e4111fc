/** The extension, for a process and for a web worker. `vscode` comes from the editor. */

const both = { format: 'cjs', external: ['vscode'], outExtension: { '.js': '.cjs' }, legalComments: 'none', minifySyntax: true, loader: { '.webview.js': 'text' } };

export const bundles = [
  { ...both, entryPoints: { extension: 'extension.ts' }, platform: 'node', target: 'node20' },
  { ...both, entryPoints: { browser: 'browser.ts' }, platform: 'browser', target: 'es2022', minify: true },
];
