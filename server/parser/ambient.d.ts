/** What the parser needs of hosts that are neither Node nor a page: TypeScript keeps it in its browser library only. */

declare namespace WebAssembly {
  type Exports = Record<string, unknown>;

  interface Module {
    readonly [Symbol.toStringTag]?: 'WebAssembly.Module';
  }
  const Module: new (bytes: Uint8Array) => Module;

  interface Memory {
    /** Another one after each growth. */
    readonly buffer: ArrayBuffer;
  }
  /** Sizes in pages of 64 KiB. */
  const Memory: new (size: { readonly initial: number; readonly maximum: number }) => Memory;

  function compile(bytes: Uint8Array): Promise<Module>;
}

declare module 'oxc-parser/src-js/wrap' {
  import type { ParseResult } from 'oxc-parser';

  /** Reads the tree out of JSON when it is asked for. */
  export function wrap(result: Record<'program' | 'module' | 'comments' | 'errors', unknown>): ParseResult;
}
