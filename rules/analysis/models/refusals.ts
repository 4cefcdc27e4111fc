/**
 * Platform functions that refuse shared memory: they throw where a view on a `SharedArrayBuffer`, or the buffer itself,
 * is handed to them.
 *
 * Web IDL says so of every `BufferSource` and typed array that is not marked `[AllowShared]`; hosts follow it as far as
 * the lists say. All of it was run, in Chromium 156 (for browsers), Node 20.20, Deno 2.9 and Bun 1.4, but for `unrun`.
 */

export type Host = 'browser' | 'node' | 'deno' | 'bun';

export const HOSTS: readonly Host[] = ['browser', 'node', 'deno', 'bun'];

export interface Refusal {
  /** The path of the function; `%X%.m` is method `m` of an instance of `X`, a name without a dot a constructor. */
  readonly api: string;
  /** The position of the argument that must not be shared. */
  readonly argument: number;
  /** It is this member of the argument; `[]` stands for the elements of an array. */
  readonly member?: string;
  /** The function writes into what it is given: a copy must be written back. */
  readonly fills?: true;
  readonly by: readonly Host[];
  /** Hosts among `by` of which only the standard says that they refuse. */
  readonly unrun?: readonly Host[];
  /** Hosts that do not have it. */
  readonly absent?: readonly Host[];
  readonly source: string;
}

const WEB_ONLY = { by: ['browser'], absent: ['node', 'deno', 'bun'] } as const;
const ALL = { by: HOSTS } as const;

const CRYPTO = 'https://w3c.github.io/webcrypto/#subtlecrypto-interface';
const FETCH = 'https://fetch.spec.whatwg.org/#bodyinit';
const FILE = 'https://w3c.github.io/FileAPI/#constructorBlob';
const ENCODING = 'https://encoding.spec.whatwg.org/#api';
const AUDIO = 'https://webaudio.github.io/web-audio-api/';
const STREAMS = 'https://streams.spec.whatwg.org/';
const STORAGE = 'https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeforstorage';

const subtle = (method: string, argument: number, by: readonly Host[] = HOSTS): Refusal => ({ api: `crypto.subtle.${method}`, argument, by, source: CRYPTO });
/** `iv`, `salt` and their like in the description of an algorithm. */
const parameter = (method: string, member: string): Refusal => ({ api: `crypto.subtle.${method}`, argument: 0, member, ...ALL, source: CRYPTO });
/** Chromium takes a view all the same, and makes text of a buffer; so does Node of a buffer. */
const body = (api: string, argument: number, member?: string): Refusal => ({ api, argument, ...(member !== undefined && { member }), by: ['browser', 'node', 'deno'], unrun: ['browser'], source: FETCH });
const fillsAudio = (method: string): Refusal => ({ api: `%AnalyserNode%.${method}`, argument: 0, fills: true, ...WEB_ONLY, source: AUDIO });

export const REFUSALS: readonly Refusal[] = [
  { api: 'crypto.getRandomValues', argument: 0, fills: true, by: ['browser'], source: 'https://w3c.github.io/webcrypto/#Crypto-method-getRandomValues' },
  subtle('digest', 1),
  subtle('importKey', 1, ['browser', 'node', 'bun']),
  subtle('encrypt', 2),
  subtle('decrypt', 2),
  subtle('sign', 2),
  subtle('verify', 2),
  subtle('verify', 3),
  subtle('unwrapKey', 1),
  ...['iv', 'counter', 'additionalData'].flatMap((member) => [parameter('encrypt', member), parameter('decrypt', member)]),
  ...['salt', 'info'].flatMap((member) => [parameter('deriveBits', member), parameter('deriveKey', member)]),
  body('Response', 0),
  body('Request', 1, 'body'),
  body('fetch', 1, 'body'),
  { api: 'Blob', argument: 0, member: '[]', by: ['browser', 'deno'], source: FILE },
  { api: 'File', argument: 0, member: '[]', by: ['browser', 'deno'], source: FILE },
  { api: '%WebSocket%.send', argument: 0, ...ALL, source: 'https://websockets.spec.whatwg.org/#dom-websocket-send' },
  { api: '%XMLHttpRequest%.send', argument: 0, ...WEB_ONLY, source: 'https://xhr.spec.whatwg.org/#the-send()-method' },
  { api: 'navigator.sendBeacon', argument: 1, ...WEB_ONLY, source: 'https://w3c.github.io/beacon/#sendbeacon-method' },
  { api: '%RTCDataChannel%.send', argument: 0, ...WEB_ONLY, source: 'https://w3c.github.io/webrtc-pc/#dom-rtcdatachannel-send' },
  { api: 'ImageData', argument: 0, by: ['browser'], absent: ['node', 'bun'], source: 'https://html.spec.whatwg.org/multipage/canvas.html#imagedata' },
  // The standard marks these two `[AllowShared]`; Chromium refuses them.
  { api: '%TextDecoder%.decode', argument: 0, by: ['browser'], source: ENCODING },
  { api: '%TextEncoder%.encodeInto', argument: 1, fills: true, by: ['browser'], source: ENCODING },
  { api: '%FileSystemWritableFileStream%.write', argument: 0, ...WEB_ONLY, source: 'https://fs.spec.whatwg.org/#api-filesystemwritablefilestream' },
  { api: '%FileSystemWritableFileStream%.write', argument: 0, member: 'data', ...WEB_ONLY, source: 'https://fs.spec.whatwg.org/#api-filesystemwritablefilestream' },
  { api: '%IDBObjectStore%.put', argument: 0, ...WEB_ONLY, source: STORAGE },
  { api: '%IDBObjectStore%.add', argument: 0, ...WEB_ONLY, source: STORAGE },
  { api: 'FontFace', argument: 1, ...WEB_ONLY, source: 'https://drafts.csswg.org/css-font-loading/#fontface-interface' },
  { api: '%SourceBuffer%.appendBuffer', argument: 0, ...WEB_ONLY, source: 'https://w3c.github.io/media-source/#dom-sourcebuffer-appendbuffer' },
  { api: '%AudioBuffer%.copyToChannel', argument: 0, ...WEB_ONLY, source: AUDIO },
  { api: '%AudioBuffer%.copyFromChannel', argument: 0, fills: true, ...WEB_ONLY, source: AUDIO },
  { api: '%AudioContext%.decodeAudioData', argument: 0, ...WEB_ONLY, source: AUDIO },
  ...['getFloatTimeDomainData', 'getByteTimeDomainData', 'getFloatFrequencyData', 'getByteFrequencyData'].map(fillsAudio),
  { api: '%ReadableStreamBYOBReader%.read', argument: 0, fills: true, ...ALL, source: STREAMS },
  { api: '%ReadableByteStreamController%.enqueue', argument: 0, ...ALL, source: STREAMS },
];

const byApi = new Map<string, Refusal[]>();
for (const refusal of REFUSALS) byApi.set(refusal.api, [...(byApi.get(refusal.api) ?? []), refusal]);

export const refusalsOf = (api: string): readonly Refusal[] => byApi.get(api) ?? [];

export const REFUSING_APIS: readonly string[] = [...byApi.keys()];
