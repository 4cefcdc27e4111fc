export async function digest(bytes: Uint8Array): Promise<ArrayBuffer> {
  if (bytes.buffer instanceof SharedArrayBuffer) bytes = bytes.slice();
  return crypto.subtle.digest('SHA-256', bytes as BufferSource);
}
const isShared = (view: Uint8Array): boolean => view.buffer instanceof SharedArrayBuffer;
export function decode(view: Uint8Array<SharedArrayBuffer>): string {
  if (!isShared(view)) return new TextDecoder().decode(view);
  return new TextDecoder().decode(view.slice());
}
// Nothing tells that it is shared.
export const unknown = (view: Uint8Array) => crypto.getRandomValues(view as Uint8Array<ArrayBuffer>);
// What `Atomics` is used on counts as shared.
export function flag(words: Int32Array): void {
  Atomics.store(words, 0, 1);
  crypto.getRandomValues(words as Int32Array<ArrayBuffer>); // want no-shared-argument likely
}
function send(socket: WebSocket, bytes: Uint8Array): void {
  socket.send((bytes.buffer instanceof SharedArrayBuffer ? bytes.slice() : bytes) as Uint8Array<ArrayBuffer>);
  let own = bytes;
  if (own.buffer instanceof SharedArrayBuffer) own = own.slice();
  socket.send(own as Uint8Array<ArrayBuffer>);
  const body = bytes.buffer instanceof SharedArrayBuffer ? bytes.slice() : bytes;
  void fetch('/log', { method: 'POST', body: body as Uint8Array<ArrayBuffer> });
}
export const sendShared = (socket: WebSocket): void => send(socket, new Uint8Array(new SharedArrayBuffer(8)));
