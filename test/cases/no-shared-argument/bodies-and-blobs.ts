const region = new SharedArrayBuffer(64);
const bytes = new Uint8Array(region, 8);
const pixels = new Uint8ClampedArray(region, 0, 16);
const body: Uint8Array<any> = bytes;
declare const socket: WebSocket;
declare const channel: RTCDataChannel;
export async function upload(): Promise<void> {
  await fetch('/frames', {
    method: 'POST',
    body: bytes as never, // want no-shared-argument proven
  });
  await fetch('/frames', { method: 'POST', body }); // want no-shared-argument proven
  await fetch(new Request('/frames', { method: 'POST', body: region as never })); // want no-shared-argument proven
  const init: RequestInit = { method: 'PUT', body: bytes as never };
  await fetch('/frames', init); // want no-shared-argument proven
  navigator.sendBeacon('/log', bytes as never); // want no-shared-argument proven
}
export const response = new Response(bytes as never); // want no-shared-argument proven
export const blob = new Blob(['header', bytes as never]); // want no-shared-argument proven
export const file = new File([region as never], 'dump.bin'); // want no-shared-argument proven
export const image = new ImageData(pixels as never, 2, 2); // want no-shared-argument proven
socket.send(bytes as never); // want no-shared-argument proven
channel.send(bytes as never); // want no-shared-argument proven
const parts: BlobPart[] = [];
parts.push(bytes as never);
export const collected = new Blob(parts); // want no-shared-argument proven

// A copy is fine, and so is anything else.
socket.send(bytes.slice());
socket.send('text');
export const right = new Blob([bytes.slice(), 'tail']);
export const post = () => fetch('/frames', { method: 'POST', body: bytes.slice() });
export const own = new Response(new Uint8Array(8));
export const picture = new ImageData(new Uint8ClampedArray(pixels), 2, 2);
