import { Status, type Request } from './protocol.js';

let control: Int32Array;
let payload: Uint8Array;

async function serve(request: Request): Promise<void> {
  try {
    const bytes = new Uint8Array(await (await fetch(request.path)).arrayBuffer());
    payload.set(bytes);
    control[1] = bytes.length; // want no-mixed-access
    Atomics.store(control, 0, Status.Done);
  } catch {
    Atomics.store(control, 0, Status.Failed);
  }
  Atomics.notify(control, 0);
}
addEventListener('message', ({ data }: MessageEvent<{ shared: SharedArrayBuffer } | Request>) => {
  if ('shared' in data) {
    control = new Int32Array(data.shared, 0, 2);
    payload = new Uint8Array(data.shared, 8);
  } else void serve(data);
});
