declare const worker: Worker;
export function send(region: SharedArrayBuffer, pixels: ArrayBuffer): void {
  const list = [pixels, region] as Transferable[]; // want no-shared-transfer likely
  worker.postMessage({ region, pixels }, list);
}
export function collect(region: SharedArrayBuffer, pixels: ArrayBuffer): void {
  const list: Transferable[] = [];
  list.push(pixels);
  list.push(region as never); // want no-shared-transfer likely
  worker.postMessage({ region, pixels }, list);
}
export function options(region: SharedArrayBuffer): void {
  const options = {
    transfer: [
      region, // want no-shared-transfer likely
    ],
  };
  worker.postMessage({ region }, options);
}
export function spreads(region: SharedArrayBuffer, pixels: ArrayBuffer): void {
  const shared: unknown[] = [region]; // want no-shared-transfer likely
  worker.postMessage({ region, pixels }, [pixels, ...shared] as never);
  // A list that is no transfer list.
  const message = [region, pixels];
  worker.postMessage(message, [pixels]);
}
function transferables(region: SharedArrayBuffer): unknown[] {
  return [region]; // want no-shared-transfer
}
export function fromAHelper(): void {
  const region = new SharedArrayBuffer(8);
  worker.postMessage({ region }, transferables(region) as never);
}
