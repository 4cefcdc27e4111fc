const region = new SharedArrayBuffer(4096);
const wave = new Float32Array(region);
const context = new AudioContext();
const analyser = context.createAnalyser();
declare const buffer: AudioBuffer;
declare const database: IDBDatabase;
analyser.getFloatTimeDomainData(wave as never); // want no-shared-argument proven
buffer.copyToChannel(wave as never, 0); // want no-shared-argument proven
buffer.copyFromChannel(wave as never, 0); // want no-shared-argument proven
database.transaction('waves', 'readwrite').objectStore('waves').put(wave, 1); // want no-shared-argument proven
// The program's own objects have methods of the same names.
declare const ring: { put(wave: Float32Array): void; send(wave: Float32Array): void };
ring.put(wave);
ring.send(wave);
const own = new Float32Array(1024);
analyser.getFloatTimeDomainData(own);
wave.set(own);
