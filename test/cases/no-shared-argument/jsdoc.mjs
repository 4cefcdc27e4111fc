import { webcrypto as crypto } from 'node:crypto';
/**
 * @param {SharedArrayBuffer} region
 * @param {WebSocket} socket
 */
export async function send(region, socket) {
  const bytes = new Uint8Array(region);
  socket.send(bytes); // want no-shared-argument likely
  socket?.send(bytes.slice());
  return crypto.subtle.digest('SHA-256', bytes); // want no-shared-argument likely
}
