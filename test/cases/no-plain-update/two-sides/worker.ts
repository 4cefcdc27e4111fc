let stats: Uint32Array;
self.addEventListener('message', (event: MessageEvent<{ stats: Uint32Array }>) => {
  stats = event.data.stats;
});
export function received(bytes: number): void {
  stats[0]! += bytes; // want no-plain-update likely
  stats[3]! |= 1; // want no-plain-update likely
  Atomics.add(stats, 2, 1);
}
export const total = (): number => stats[1]!;
