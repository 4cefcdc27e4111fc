// A loop that is left early, or an access that a test of something else guards, may never reach the constant.

const region = new SharedArrayBuffer(256);
const v = new Int32Array(region);
new Worker(new URL('./other.ts', import.meta.url)).postMessage(region);
declare function isFull(i: number): boolean;

export const atomics = (): number[] => [Atomics.load(v, 7), Atomics.load(v, 40)];

export function breaks(t: number): void {
  for (let i = 0; i < 8; i++) {
    if (t === 3) break;
    v[i] = 1; // want no-mixed-access likely
  }
}

export function returns(): void {
  for (let i = 0; i < 8; i++) {
    if (isFull(i)) return;
    v[i] = 1; // want no-mixed-access likely
  }
}

export function throwsThere(): void {
  for (let i = 0; i < 8; i++) {
    if (isFull(i)) throw new RangeError('full');
    v[i] = 1; // want no-mixed-access likely
  }
}

export function continues(): void {
  for (let i = 0; i < 8; i++) {
    if (isFull(i)) continue;
    v[i] = 1; // want no-mixed-access likely
  }
}

export function guarded(): void {
  for (let i = 0; i < 8; i++) if (isFull(i)) v[i] = 1; // want no-mixed-access likely
}

export function breaksBehind(): void {
  for (let i = 0; i < 8; i++) {
    v[i] = 1; // want no-mixed-access likely
    if (isFull(i)) break;
  }
}

export function firstTurn(): void {
  for (let i = 7; i < 16; i++) {
    v[i] = 1; // want no-mixed-access proven
    if (isFull(i)) break;
  }
}

export function left(outer: number): void {
  rows: for (let row = 0; row < 2; row++)
    for (let i = 0; i < 8; i++) {
      if (isFull(outer)) continue rows;
      v[i] = 1; // want no-mixed-access likely
    }
}

export function leftBySomethingKnown(): void {
  for (let i = 0; i < 8; i++) {
    if (i === 5) break;
    v[i] = 1;
  }
}

export function leftBehindIt(): void {
  for (let i = 0; ; i++) {
    if (i === 8) return;
    v[i] = 1; // want no-mixed-access proven
  }
}

export function notThere(): void {
  for (let i = 0; i < 16; i++) if (i !== 7) v[i] = 1;
}

export function allButOne(): void {
  for (let i = 0; i < 16; i++) {
    if (i === 7) continue;
    v[i] = 1;
  }
}

export function severalTests(): void {
  for (let i = 0; i < 16; i++) if (i === 1 || i === 2 || i === 9) v[i] = 1;
}

export function someTests(): void {
  for (let i = 0; i < 16; i++) if (i === 1 || i === 7 || i === 9) v[i] = 1; // want no-mixed-access proven
}

export function eitherStep(): void {
  for (let i = 0; i < 16; ) {
    v[i] = 1; // strict no-mixed-access possible
    if (isFull(i)) i += 2;
    else i += 1;
  }
}

export function twoSteps(): void {
  for (let i = 0; i < 16; ) {
    v[i] = 1;
    if (isFull(i)) i += 2;
    else i += 4;
  }
}

export function found(): void {
  let i = 0;
  for (; i < 8; i++) if (isFull(i)) break;
  v[i] = 1; // strict no-mixed-access possible
}

export function ends(): void {
  for (let i = 0; i < 8; i++) write(i, 8);
}

function write(i: number, limit: number): void {
  if (i > limit) throw new RangeError('i');
  v[i] = 1; // want no-mixed-access proven
}

export function endsEarly(): void {
  for (let i = 0; i < 8; i++) if (isFull(i)) writeThere(i);
}

function writeThere(i: number): void {
  v[i] = 1; // want no-mixed-access likely
}

export function grid(): void {
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) v[y * 8 + x] = 1; // want no-mixed-access proven
}

export function downwards(): void {
  for (let i = 8; i-- > 0; ) v[i] = 1; // want no-mixed-access proven
}

export function doubled(): void {
  for (let i = 1; i < 48; i *= 2) v[i] = 1;
}

export function halves(): void {
  for (let i = 0; i < 16; i++) v[i >> 1] = 1; // want no-mixed-access proven
}

export function bytes(n: number): void {
  let i = 0;
  for (; i < n; i++) Atomics.store(v, 48 + i, 0);
  v[48 + i] = 1; // want no-mixed-access likely
}

export function tries(): void {
  for (let i = 0; i < 8; i++) {
    try {
      isFull(i);
      v[i] = 1; // want no-mixed-access likely
    } catch {
      continue;
    }
  }
}
