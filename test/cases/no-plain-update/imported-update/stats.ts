export function bump(view: Int32Array, i: number): void {
  view[i] = view[i]! + 1; // want no-plain-update
}
export function total(view: Int32Array): number {
  let sum = 0;
  for (const n of view) sum += n;
  return sum;
}
