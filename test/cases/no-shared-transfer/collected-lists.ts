// A helper collects what can be transferred.
function transferables(...values: readonly (ArrayBufferLike | MessagePort)[]): Transferable[] {
  return values.filter((value): value is ArrayBuffer | MessagePort => value instanceof ArrayBuffer || value instanceof MessagePort);
}
export function post(port: MessagePort, sab: SharedArrayBuffer, own: ArrayBuffer): void {
  port.postMessage({ sab, own }, transferables(sab, own));
}
export function postAll(port: MessagePort, sab: SharedArrayBuffer): void {
  const list: Transferable[] = [];
  list.push(sab as unknown as ArrayBuffer); // want no-shared-transfer
  port.postMessage({ sab }, list);
}
