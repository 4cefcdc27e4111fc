import { randomFillSync, webcrypto } from 'node:crypto';
const region = new SharedArrayBuffer(64);
const bytes = new Uint8Array(region);
export async function run(key: CryptoKey): Promise<void> {
  crypto.getRandomValues(bytes as never); // want no-shared-argument proven
  globalThis.crypto.getRandomValues(bytes.subarray(8) as never); // want no-shared-argument proven
  await crypto.subtle.digest('SHA-256', bytes as BufferSource); // want no-shared-argument proven
  await crypto.subtle.digest('SHA-256', region as never); // want no-shared-argument proven
  await crypto.subtle.sign('HMAC', key, new DataView(region) as never); // want no-shared-argument proven
  await crypto.subtle.verify('HMAC', key, bytes as never, new Uint8Array(4)); // want no-shared-argument proven
  await crypto.subtle.encrypt({ name: 'AES-GCM', iv: bytes.subarray(0, 12) as never }, key, bytes.slice()); // want no-shared-argument proven
  const { subtle } = crypto;
  await subtle.importKey('raw', bytes as never, 'AES-GCM', true, ['encrypt']); // want no-shared-argument proven
  await webcrypto.subtle.digest('SHA-256', bytes as never); // want no-shared-argument proven

  crypto.getRandomValues(bytes.slice());
  bytes.set(crypto.getRandomValues(new Uint8Array(64)));
  await crypto.subtle.digest('SHA-256', bytes.slice());
  await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, Uint8Array.from(bytes));
  // Node's own functions take shared memory.
  randomFillSync(bytes);
  webcrypto.getRandomValues(bytes);
}
