// What is declared as more than a view has no `slice`: the finding says so in words.
const region = new SharedArrayBuffer(64);
const bytes = new Uint8Array(region);
type Bytes = Uint8Array<SharedArrayBuffer>;
function send(socket: WebSocket, data: BufferSource): void {
  socket.send(data); // want no-shared-argument
}
function put(url: string, body: BodyInit): Promise<Response> {
  return fetch(url, { method: 'PUT', body }); // want no-shared-argument
}
export function blob(part: Bytes): Blob {
  return new Blob([part as never]); // want no-shared-argument
}
export function fill(): void {
  crypto.getRandomValues.call(crypto, bytes as never); // want no-shared-argument
  crypto.getRandomValues(bytes as never); // want no-shared-argument
}
export function all(socket: WebSocket): Promise<Response> {
  send(socket, bytes as never);
  blob(bytes);
  return put('/state', bytes as never);
}
