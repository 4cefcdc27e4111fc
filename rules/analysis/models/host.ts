/** Functions of the language and the host that keep nothing of what they are given, and run none of the program's code at once. */

/** Roots of native paths below which every function keeps nothing. */
const KEEPS_NOTHING = new Set([
  'Math', 'JSON', 'Number', 'String', 'Boolean', 'BigInt', 'Symbol', 'Object', 'Array', 'Reflect', 'console', 'performance', 'Date', 'RegExp',
  'Error', 'TypeError', 'RangeError', 'SyntaxError', 'AggregateError', 'EvalError', 'ReferenceError', 'URIError', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry',
  'Promise', 'Atomics', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'decodeURIComponent', 'URL', 'URLSearchParams',
  'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'clearTimeout', 'clearInterval', 'clearImmediate', 'requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback',
  'addEventListener', 'removeEventListener', 'dispatchEvent', 'structuredClone', 'TextEncoder', 'TextDecoder', 'crypto', 'fetch', 'Response', 'Request', 'Headers', 'Blob', 'File',
  'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Buffer', 'process', 'navigator', 'location', 'globalThis', 'AbortController', 'AbortSignal', 'Event', 'CustomEvent',
  'ImageData', 'OffscreenCanvas', 'document', 'window', 'WebAssembly', 'Intl', 'Proxy', 'isPlainObject', 'atob', 'btoa', 'node:fs', 'node:path', 'node:url', 'node:crypto', 'node:util', 'node:assert', 'node:os', 'node:perf_hooks', 'node:events', 'node:buffer', 'node:process', 'node:timers', 'node:module', 'import.meta',
]);

export const keepsNothing = (path: string): boolean => KEEPS_NOTHING.has(path.split(/[.%]/, 1)[0] ?? '') || path.startsWith('%');

/** Globals that make memory, views on it, or ends of a channel to another thread. */
export const isMemoryName = (name: string): boolean =>
  /^(?:Atomics|SharedArrayBuffer|ArrayBuffer|DataView|Buffer|WebAssembly|Worker|SharedWorker|AudioWorkletNode|registerProcessor|postMessage|onmessage|HEAP\w*|(?:Big)?(?:U?[Ii]nt|Float)\d+(?:Clamped)?Array)$/.test(name);

/** Globals that a module can rely on: reading one gives a native value instead of something unknown. */
export const isHostGlobal = (name: string): boolean =>
  KEEPS_NOTHING.has(name) || HOST_GLOBALS.has(name) || /^(?:Big)?(?:U?[Ii]nt|Float)\d+(?:Clamped)?Array$/.test(name);

const HOST_GLOBALS = new Set([
  'NaN', 'Infinity', 'self', 'window', 'globalThis', 'global', 'Worker', 'SharedWorker', 'AudioWorkletNode', 'AudioWorkletProcessor', 'registerProcessor', 'MessageChannel', 'MessagePort', 'BroadcastChannel',
  'postMessage', 'onmessage', 'require', 'module', 'exports', '__dirname', '__filename', 'WebSocket', 'XMLHttpRequest', 'AudioContext', 'importScripts',
  'FileReader', 'ReadableStream', 'WritableStream', 'TransformStream', 'eval', 'Function', 'Iterator', 'gc', 'VideoFrame', 'AudioData', 'Int8Array',
]);

/** Node's modules by the name with which they are imported. */
const NODE_MODULES = new Set(['fs', 'fs/promises', 'path', 'url', 'crypto', 'util', 'assert', 'os', 'perf_hooks', 'events', 'buffer', 'process', 'timers', 'timers/promises', 'module', 'worker_threads', 'child_process', 'cluster', 'stream', 'http', 'https', 'net', 'zlib', 'v8', 'vm', 'readline', 'async_hooks', 'test', 'tty', 'string_decoder', 'querystring']);

/** The canonical name of a Node module (`node:fs`), or undefined. */
export function nodeModule(specifier: string): string | undefined {
  const name = specifier.replace(/^node:/, '');
  return NODE_MODULES.has(name) ? `node:${name}` : undefined;
}
