export function add(region: SharedArrayBuffer, by: number): void {
  const total = new Float64Array(region);
  total[0] += by; // strict no-torn-access
}
