// An offset is proven to be misaligned where the loop is sure to come to it.

const region = new SharedArrayBuffer(256);
declare function isFull(i: number): boolean;

export function always(): void {
  for (let i = 0; i < 8; i++) void new Int32Array(region, i * 2, 1); // want aligned-view proven
}

export function early(): void {
  for (let i = 0; i < 8; i++) {
    if (isFull(i)) break;
    void new Int32Array(region, i * 2, 1); // want aligned-view likely
  }
}

export function onlyEven(): void {
  for (let i = 0; i < 8; i++) {
    if (i % 2 === 1) continue;
    void new Int32Array(region, i * 2, 1);
  }
}

export function beforeIt(): void {
  for (let i = 0; i < 8; i++) {
    if (i === 1) break;
    void new Int32Array(region, i * 2, 1);
  }
}

export function byFour(): void {
  for (let at = 1; at < 64; at *= 4) void new Int32Array(region, at - 1, 1); // want aligned-view proven
}
