const region = new SharedArrayBuffer(64);
const bytes = new Uint8Array(region);
const f32 = new Float32Array(region);
export class Net {
  #ws?: WebSocket;
  connect(url: string) { this.#ws = new WebSocket(url); this.#ws.binaryType = 'arraybuffer'; }
  send() { this.#ws?.send(bytes as never); } // want no-shared-argument
  sendCopy() { this.#ws?.send(bytes.slice()); }
}
export async function a(init: RequestInit) {
  await fetch('/x', { ...init, body: bytes as never }); // want no-shared-argument
  const req = new Request('/x', { method: 'POST', body: new DataView(region) as never }); // want no-shared-argument
  return fetch(req);
}
export async function b() {
  const { subtle, getRandomValues } = crypto;
  await subtle.digest('SHA-1', bytes as never); // want no-shared-argument
  getRandomValues.call(crypto, bytes as never); // want no-shared-argument
  await window.crypto.subtle.digest('SHA-1', bytes as never); // want no-shared-argument
  await self.crypto.subtle.sign({ name: 'HMAC' }, {} as CryptoKey, bytes.subarray(1) as never); // want no-shared-argument
}
export function c(ctx: CanvasRenderingContext2D) {
  const img = new ImageData(new Uint8ClampedArray(region) as never, 4); // want no-shared-argument
  ctx.putImageData(img, 0, 0);
  const ok = ctx.createImageData(4, 4); ok.data.set(bytes); ctx.putImageData(ok, 0, 0);
}
export const d = (text: TextDecoder) => text.decode(bytes); // want no-shared-argument
export const e = () => new TextDecoder('utf-8').decode(new Uint8Array(region, 8, 4)); // want no-shared-argument
export const f = () => new TextDecoder().decode(region as never); // want no-shared-argument
export function g(x: XMLHttpRequest) { x.open('POST', '/'); x.send(bytes as never); x.send(null); } // want no-shared-argument
export const h = () => new Blob([f32 as never, 'x'], { type: 'a/b' }); // want no-shared-argument
export const i = () => URL.createObjectURL(new Blob([bytes as never])); // want no-shared-argument
const parts = [bytes, bytes]; export const j = () => new Blob(parts as never); // want no-shared-argument
export const k = () => new File([new Uint8Array(region).slice()], 'a');
export const l = (a: AnalyserNode) => a.getByteFrequencyData(bytes as never); // want no-shared-argument
export async function m(w: FileSystemWritableFileStream) { await w.write(bytes as never); await w.write({ type: 'write', data: bytes as never }); await w.write('x'); } // want no-shared-argument
export const n = () => navigator.sendBeacon('/log', new Blob([bytes.slice()]));
export const o = (dc: RTCDataChannel) => dc.send(bytes as never); // want no-shared-argument
export const p = () => structuredClone(bytes);
export const q = () => new Response(JSON.stringify([...bytes]));
export const r = () => crypto.getRandomValues(new Uint32Array(region, 0, 2) as never)[0]; // want no-shared-argument
export const s = () => crypto.randomUUID();
function upload(body: BodyInit) { return fetch('/y', { method: 'PUT', body }); } // want no-shared-argument
export const t = () => upload(bytes as never);
export const u = (t: { decode(x: Uint8Array): string }) => t.decode(bytes);
export const v = () => { const enc = new TextEncoder(); return enc.encodeInto('hi', bytes); }; // want no-shared-argument
export const w = () => new WebSocketStream('x');
declare class WebSocketStream { constructor(url: string) }
