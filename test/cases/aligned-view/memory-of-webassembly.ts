declare const wasm: { memory: WebAssembly.Memory; malloc(bytes: number): number };
export function doubles(pointer: number, n: number): Float64Array {
  return new Float64Array(wasm.memory.buffer, pointer, n);
}
export function header(): BigInt64Array {
  return new BigInt64Array(wasm.memory.buffer, wasm.malloc(8), 1);
}
export function constant(): BigInt64Array {
  return new BigInt64Array(wasm.memory.buffer, 12, 1); // want aligned-view proven
}
