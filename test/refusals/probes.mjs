/**
 * A call for every entry of the table in `rules/analysis/models/refusals.ts`, to be run in any host: first with memory of
 * its own, which must be taken, then with shared memory.
 */

/** How long a call may take, in milliseconds. */
const PATIENCE = 5000;

const uses = ['encrypt', 'decrypt'];
const subtle = () => globalThis.crypto.subtle;
const gcm = () => subtle().generateKey({ name: 'AES-GCM', length: 128 }, true, uses);
const ctr = () => subtle().generateKey({ name: 'AES-CTR', length: 128 }, true, uses);
const hmac = () => subtle().generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
const base = () => subtle().importKey('raw', new Uint8Array(16), 'HKDF', false, ['deriveBits', 'deriveKey']);
const iv = new Uint8Array(12);
const few = new Uint8Array(4);
const bytesOf = (make, from) => {
  const view = make(Uint8Array, from.byteLength);
  view.set(new Uint8Array(from));
  return view;
};

async function unwrap(make) {
  const by = await subtle().generateKey({ name: 'AES-KW', length: 128 }, true, ['wrapKey', 'unwrapKey']);
  const wrapped = await subtle().wrapKey('raw', await gcm(), by, 'AES-KW');
  return subtle().unwrapKey('raw', bytesOf(make, wrapped), by, 'AES-KW', 'AES-GCM', true, ['encrypt']);
}

async function decrypt(make) {
  const key = await gcm();
  return subtle().decrypt({ name: 'AES-GCM', iv }, key, bytesOf(make, await subtle().encrypt({ name: 'AES-GCM', iv }, key, few)));
}

async function decryptWith(parameters, make) {
  const key = await gcm();
  const own = (_, n) => new Uint8Array(n ?? 16);
  return subtle().decrypt({ name: 'AES-GCM', iv, ...parameters(make) }, key, await subtle().encrypt({ name: 'AES-GCM', iv, ...parameters(own) }, key, few));
}

const openSocket = (url) =>
  new Promise((opened, failed) => {
    const socket = new WebSocket(url);
    socket.onopen = () => opened(socket);
    socket.onerror = () => failed(new Error('no connection'));
  });

async function channel() {
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.onicecandidate = ({ candidate }) => candidate && two.addIceCandidate(candidate);
  two.onicecandidate = ({ candidate }) => candidate && one.addIceCandidate(candidate);
  const made = one.createDataChannel('probe');
  const opened = new Promise((resolve) => (made.onopen = () => resolve(made)));
  await one.setLocalDescription(await one.createOffer());
  await two.setRemoteDescription(one.localDescription);
  await two.setLocalDescription(await two.createAnswer());
  await one.setRemoteDescription(two.localDescription);
  return opened;
}

async function writable() {
  const folder = await navigator.storage.getDirectory();
  return (await folder.getFileHandle('probe', { create: true })).createWritable();
}

const store = () =>
  new Promise((opened, failed) => {
    const request = indexedDB.open(`probe ${Math.random()}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('probe');
    request.onsuccess = () => opened(request.result.transaction('probe', 'readwrite').objectStore('probe'));
    request.onerror = () => failed(request.error);
  });

const sourceBuffer = () =>
  new Promise((opened) => {
    const source = new MediaSource();
    document.createElement('video').src = URL.createObjectURL(source);
    source.onsourceopen = () => opened(source.addSourceBuffer('video/webm; codecs="vp8"'));
  });

const analyser = () => new AnalyserNode(new OfflineAudioContext(1, 16, 44100));
const audio = () => new AudioBuffer({ length: 16, sampleRate: 44100 });
const byteStream = () => new ReadableStream({ type: 'bytes', pull: (controller) => controller.enqueue(new Uint8Array(1)) });

/** `make(T, n)` gives a view of `n` elements; `at` has the addresses of a server that answers posts and sockets. */
const PROBES = {
  'crypto.getRandomValues 0': (make) => crypto.getRandomValues(make()),
  'crypto.subtle.digest 1': (make) => subtle().digest('SHA-256', make()),
  'crypto.subtle.importKey 1': (make) => subtle().importKey('raw', make(), 'AES-GCM', true, ['encrypt']),
  'crypto.subtle.encrypt 2': async (make) => subtle().encrypt({ name: 'AES-GCM', iv }, await gcm(), make()),
  'crypto.subtle.decrypt 2': decrypt,
  'crypto.subtle.sign 2': async (make) => subtle().sign('HMAC', await hmac(), make()),
  'crypto.subtle.verify 2': async (make) => subtle().verify('HMAC', await hmac(), make(), few),
  'crypto.subtle.verify 3': async (make) => subtle().verify('HMAC', await hmac(), few, make()),
  'crypto.subtle.unwrapKey 1': unwrap,
  'crypto.subtle.encrypt 0 iv': async (make) => subtle().encrypt({ name: 'AES-GCM', iv: make(Uint8Array, 12) }, await gcm(), few),
  'crypto.subtle.encrypt 0 counter': async (make) => subtle().encrypt({ name: 'AES-CTR', counter: make(), length: 64 }, await ctr(), few),
  'crypto.subtle.encrypt 0 additionalData': async (make) => subtle().encrypt({ name: 'AES-GCM', iv, additionalData: make() }, await gcm(), few),
  'crypto.subtle.decrypt 0 iv': (make) => decryptWith((from) => ({ iv: from(Uint8Array, 12) }), make),
  'crypto.subtle.decrypt 0 counter': async (make) => subtle().decrypt({ name: 'AES-CTR', counter: make(), length: 64 }, await ctr(), few),
  'crypto.subtle.decrypt 0 additionalData': (make) => decryptWith((from) => ({ additionalData: from() }), make),
  'crypto.subtle.deriveBits 0 salt': async (make) => subtle().deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: make(), info: iv }, await base(), 128),
  'crypto.subtle.deriveBits 0 info': async (make) => subtle().deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: iv, info: make() }, await base(), 128),
  'crypto.subtle.deriveKey 0 salt': async (make) => subtle().deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: make(), info: iv }, await base(), { name: 'AES-GCM', length: 128 }, true, uses),
  'crypto.subtle.deriveKey 0 info': async (make) => subtle().deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: iv, info: make() }, await base(), { name: 'AES-GCM', length: 128 }, true, uses),
  'Response 0': (make) => new Response(make()),
  'Request 1 body': (make, at) => new Request(at.http, { method: 'POST', body: make() }),
  'fetch 1 body': (make, at) => fetch(at.http, { method: 'POST', body: make() }),
  'Blob 0 []': (make) => new Blob([make()]),
  'File 0 []': (make) => new File([make()], 'probe'),
  '%WebSocket%.send 0': async (make, at) => (await openSocket(at.ws)).send(make()),
  '%XMLHttpRequest%.send 0': (make, at) => {
    const request = new XMLHttpRequest();
    request.open('POST', at.http);
    request.send(make());
  },
  'navigator.sendBeacon 1': (make, at) => navigator.sendBeacon(at.http, make()),
  '%RTCDataChannel%.send 0': async (make) => (await channel()).send(make()),
  'ImageData 0': (make) => new ImageData(make(Uint8ClampedArray, 4), 1, 1),
  '%TextDecoder%.decode 0': (make) => new TextDecoder().decode(make()),
  '%TextEncoder%.encodeInto 1': (make) => new TextEncoder().encodeInto('probe', make()),
  '%FileSystemWritableFileStream%.write 0': async (make) => (await writable()).write(make()),
  '%FileSystemWritableFileStream%.write 0 data': async (make) => (await writable()).write({ type: 'write', position: 0, data: make() }),
  '%IDBObjectStore%.put 0': async (make) => (await store()).put(make(), 1),
  '%IDBObjectStore%.add 0': async (make) => (await store()).add(make(), 1),
  'FontFace 1': (make) => new FontFace('probe', make()),
  '%SourceBuffer%.appendBuffer 0': async (make) => (await sourceBuffer()).appendBuffer(make()),
  '%AudioBuffer%.copyToChannel 0': (make) => audio().copyToChannel(make(Float32Array), 0),
  '%AudioBuffer%.copyFromChannel 0': (make) => audio().copyFromChannel(make(Float32Array), 0),
  '%AudioContext%.decodeAudioData 0': (make) =>
    new OfflineAudioContext(1, 16, 44100).decodeAudioData(make().buffer).catch((error) => {
      if (error.name !== 'EncodingError') throw error;
    }),
  '%AnalyserNode%.getFloatTimeDomainData 0': (make) => analyser().getFloatTimeDomainData(make(Float32Array)),
  '%AnalyserNode%.getByteTimeDomainData 0': (make) => analyser().getByteTimeDomainData(make()),
  '%AnalyserNode%.getFloatFrequencyData 0': (make) => analyser().getFloatFrequencyData(make(Float32Array)),
  '%AnalyserNode%.getByteFrequencyData 0': (make) => analyser().getByteFrequencyData(make()),
  '%ReadableStreamBYOBReader%.read 0': (make) => byteStream().getReader({ mode: 'byob' }).read(make()),
  '%ReadableByteStreamController%.enqueue 0': (make) =>
    new ReadableStream({
      type: 'bytes',
      start: (controller) => controller.enqueue(make()),
    }),
};

export const probed = Object.keys(PROBES);

const own = (T = Uint8Array, n = 16) => new T(n);
const shared = (T = Uint8Array, n = 16) => new T(new SharedArrayBuffer(n * T.BYTES_PER_ELEMENT));

async function attempt(run, make, at) {
  let timer;
  try {
    await Promise.race([run(make, at), new Promise((_, failed) => (timer = setTimeout(failed, PATIENCE, new Error('it takes too long'))))]);
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    clearTimeout(timer);
  }
}

/** `takes`, `refuses`, or `absent` where not even memory of its own is taken; with the reason. */
export async function probe(name, at) {
  const run = PROBES[name];
  const missing = await attempt(run, own, at);
  if (missing !== undefined) return { result: 'absent', reason: missing };
  const reason = await attempt(run, shared, at);
  return reason === undefined ? { result: 'takes' } : { result: 'refuses', reason };
}
