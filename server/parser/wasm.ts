/**
 * `oxc-parser`'s WebAssembly build, in Node and in a web worker alike: no threads, no network, no file system.
 *
 * Measured on a file of 1,000 lines that is all about shared memory, from a keystroke to findings: 78.9 ms with this build
 * and 77.7 ms with the native one (parsing alone: 8.4 and 7.0 ms). So one package serves every platform.
 *
 * The module is compiled once, beside whatever else is done at the start. An instance is thrown away when it failed, since
 * a stack overflow leaves its own stack pointer anywhere, and when a large file has made it grow or nothing is to be
 * parsed for a while, since WebAssembly memory never shrinks.
 */

import { instantiateNapiModuleSync } from '@emnapi/core';
import { getDefaultContext } from '@emnapi/runtime';
import { wrap } from 'oxc-parser/src-js/wrap';
import type { ParseText } from '../../rules/analysis/parse/parse.ts';
import { parseTextWith, type ParseSync } from '../../rules/oxc-tree.ts';
import { wasiOf } from './wasi.ts';

/** In pages of 64 KiB. The module asks for 1,024 at least and 65,536 at most. */
const INITIAL_PAGES = 1024;
const MAXIMUM_PAGES = 65_536;

/** An instance that has grown beyond this, in bytes, is not kept. */
const KEPT_BYTES = 96 * 2 ** 20;

interface Instance {
  readonly parseSync: (...args: Parameters<ParseSync>) => Parameters<typeof wrap>[0];
  readonly memory: WebAssembly.Memory;
}

export interface WasmParser {
  readonly parse: ParseText;
  /** Gives back the parser's memory. */
  rest(): void;
}

export function wasmParser(bytes: Uint8Array): WasmParser {
  let instance: Instance | undefined;
  let module: WebAssembly.Module | undefined;
  // Bytes that are no module are met when they are needed.
  WebAssembly.compile(bytes).then((compiled) => (module ??= compiled), () => undefined);
  const parse = parseTextWith((file, text, options) => {
    const current = (instance ??= instantiate((module ??= new WebAssembly.Module(bytes))));
    // Until it has answered, it counts as broken.
    instance = undefined;
    try {
      const result = wrap(current.parseSync(file, text, options));
      const { program, errors } = result;
      if (current.memory.buffer.byteLength <= KEPT_BYTES) instance = current;
      return { program, errors, get comments() { return result.comments; } };
    } catch (error) {
      // That the stack was too small, callers know to handle; anything else is said as an error in the text is.
      if (error instanceof RangeError) throw error;
      return { program: undefined, errors: [{ severity: 'Error', message: `The parser failed: ${String(error)}`, labels: [] }], comments: [] };
    }
  });
  return { parse, rest: () => (instance = undefined) };
}

function instantiate(module: WebAssembly.Module): Instance {
  const memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES });
  const { napiModule } = instantiateNapiModuleSync(module, {
    context: getDefaultContext(),
    asyncWorkPoolSize: 0,
    wasi: wasiOf(memory),
    overwriteImports: (imports) => ({ ...imports, env: { ...imports.env, ...imports.napi, ...imports.emnapi, memory } }),
    beforeInit: ({ instance }) => registerExports(instance.exports),
  });
  return { parseSync: (napiModule.exports as Pick<Instance, 'parseSync'>).parseSync, memory };
}

/** What napi-rs runs as constructors of a native module, it exports from a WebAssembly one. */
function registerExports(exports: WebAssembly.Exports): void {
  for (const [name, run] of Object.entries(exports)) if (name.startsWith('__napi_register__')) (run as () => void)();
}
