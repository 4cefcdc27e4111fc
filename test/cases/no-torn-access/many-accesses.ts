// More than ten that are merely possible are one report, at the view.
const region = new SharedArrayBuffer(4096);
const values = new Float64Array(region); // strict no-torn-access possible
export function write(at: number, value: number): void {
  values[at + 1] = value;
}
export function read(i: number, j: number): number {
  return values[i] + values[j] + values[i + 2] + values[j + 2] + values[i + 3] + values[j + 3] + values[i + 4] + values[j + 4] + values[i + 5] + values[j + 5] + values[i + 6];
}
