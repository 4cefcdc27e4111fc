// `ArrayBufferLike` may be either: possible, so that only strict asks for a test or a copy.
export function decode(input: Uint8Array): ArrayBuffer {
  return input.buffer as ArrayBuffer; // strict no-unsafe-cast possible
}
export function share(buffer: ArrayBufferLike): SharedArrayBuffer {
  return buffer as SharedArrayBuffer; // strict no-unsafe-cast possible
}
export function own(input: Uint8Array): Uint8Array<ArrayBuffer> {
  return input as Uint8Array<ArrayBuffer>; // strict no-unsafe-cast possible
}
export function either(buffer: ArrayBuffer | SharedArrayBuffer): ArrayBuffer {
  return buffer as ArrayBuffer; // strict no-unsafe-cast possible
}

// A test has told.
export function tested(input: Uint8Array): ArrayBuffer | undefined {
  if (input.buffer instanceof ArrayBuffer) return input.buffer as ArrayBuffer;
  return undefined;
}
export function testedAway(buffer: ArrayBufferLike): ArrayBuffer {
  if (buffer instanceof SharedArrayBuffer) throw new TypeError('copy it first');
  return buffer as ArrayBuffer;
}
export function testedShared(buffer: ArrayBufferLike): SharedArrayBuffer {
  const shared = buffer instanceof SharedArrayBuffer;
  if (!shared) throw new TypeError('not shared');
  return buffer as SharedArrayBuffer;
}

// Nothing is known of these, not even that they are memory.
declare const socket: { on(event: string, listen: (data: unknown) => void): void };
socket.on('data', (data) => new Uint8Array(data as ArrayBuffer));
export const parsed = (event: MessageEvent) => event.data as SharedArrayBuffer;
export async function load(url: string): Promise<ArrayBuffer> {
  return (await (await fetch(url)).arrayBuffer()) as ArrayBuffer;
}
export function copied(text: string): ArrayBuffer {
  return new Uint8Array(Array.from(text, (c) => c.charCodeAt(0))).buffer as ArrayBuffer;
}
export const sharedMemory = (memory: WebAssembly.Memory) => memory.buffer as unknown as SharedArrayBuffer;
export function chosen(input: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = input.buffer instanceof SharedArrayBuffer ? input.slice() : input;
  return own as Uint8Array<ArrayBuffer>;
}
export function replaced(input: Uint8Array): Uint8Array<ArrayBuffer> {
  if (input.buffer instanceof SharedArrayBuffer) input = input.slice();
  return input as Uint8Array<ArrayBuffer>;
}
