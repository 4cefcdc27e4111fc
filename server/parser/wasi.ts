/** The five system calls that the parser's module imports. It reads no environment and writes only when it panics. */

import type { WASIInstance } from '@emnapi/core';

const SUCCESS = 0;

/** Offsets are bytes into `memory`, which may grow between two calls: its buffer is asked for each time. */
export function wasiOf(memory: WebAssembly.Memory): WASIInstance {
  const bytes = (): DataView => new DataView(memory.buffer);
  return {
    wasiImport: {
      random_get(start: number, length: number): number {
        crypto.getRandomValues(new Uint8Array(memory.buffer, start, length));
        return SUCCESS;
      },
      environ_get: () => SUCCESS,
      environ_sizes_get(count: number, size: number): number {
        bytes().setUint32(count, 0, true);
        bytes().setUint32(size, 0, true);
        return SUCCESS;
      },
      /** Says that all was written: the message of a panic reaches the caller as an exception. */
      fd_write(_file: number, vectors: number, count: number, written: number): number {
        let total = 0;
        for (let i = 0; i < count; i++) total += bytes().getUint32(vectors + i * 8 + 4, true);
        bytes().setUint32(written, total, true);
        return SUCCESS;
      },
      proc_exit(code: number): never {
        throw new Error(`The parser ended with code ${code}.`);
      },
    },
    initialize: (instance: { readonly exports: WebAssembly.Exports }) => (instance.exports['_initialize'] as (() => void) | undefined)?.(),
    start: () => SUCCESS,
  } as unknown as WASIInstance;
}
