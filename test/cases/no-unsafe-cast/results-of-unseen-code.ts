// What code out of sight gives is what its type says.
declare function allocate(bytes: number): SharedArrayBuffer;
declare const pool: { take(): SharedArrayBuffer; readonly words: Int32Array<SharedArrayBuffer> };
interface Host {
  region(): SharedArrayBuffer;
  own(): ArrayBuffer;
}
export const a = allocate(8) as unknown as ArrayBuffer; // want no-unsafe-cast likely
export const b = pool.take() as unknown as ArrayBuffer; // want no-unsafe-cast likely
export const c = pool.words as unknown as Int32Array<ArrayBuffer>; // want no-unsafe-cast likely
export const d = (host: Host) => host.region() as unknown as ArrayBuffer; // want no-unsafe-cast likely
export const e = (event: MessageEvent) => (event.data as { region: SharedArrayBuffer }).region as unknown as ArrayBuffer; // want no-unsafe-cast likely
export async function f(region: Promise<SharedArrayBuffer>): Promise<ArrayBuffer> {
  return (await region) as unknown as ArrayBuffer; // want no-unsafe-cast likely
}
export const g = (regions: ReadonlyMap<string, SharedArrayBuffer>) => regions.get('a') as unknown as ArrayBuffer; // want no-unsafe-cast likely
export const h = (regions: readonly SharedArrayBuffer[]) => regions[0] as unknown as ArrayBuffer; // want no-unsafe-cast likely
export const i = (host: Host) => host.own() as ArrayBuffer;
export const j = (host: Host) => host.region() as SharedArrayBuffer;
