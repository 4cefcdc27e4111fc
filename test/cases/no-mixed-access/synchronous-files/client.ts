import { Status, type Request } from './protocol.js';

export class SyncFs {
  private readonly control: Int32Array;
  private readonly payload: Uint8Array;
  constructor(private readonly worker: Worker, private readonly shared: SharedArrayBuffer) {
    this.control = new Int32Array(shared, 0, 2);
    this.payload = new Uint8Array(shared, 8);
    worker.postMessage({ shared });
  }
  readFile(path: string): Uint8Array {
    const request: Request = { op: 'read', path };
    Atomics.store(this.control, 0, Status.Pending);
    this.worker.postMessage(request);
    while (Atomics.load(this.control, 0) === Status.Pending) Atomics.wait(this.control, 0, Status.Pending);
    if (Atomics.load(this.control, 0) === Status.Failed) throw new Error(`cannot read ${path}`);
    return this.payload.slice(0, Atomics.load(this.control, 1));
  }
}
