// What a bundler writes for `import.meta.url`: the page is asked for only where there is one.
const { pathToFileURL } = require('node:url');
const here = typeof document === 'undefined' ? pathToFileURL(__filename).href : (document.currentScript && document.currentScript.src) || new URL('index.cjs', document.baseURI).href;
if (typeof window !== 'undefined' && window.opener) console.log(window.opener);
exports.here = here;
exports.wait = (words) => Atomics.wait(words, 0, 0, 100);
