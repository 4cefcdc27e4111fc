// A flag that is named for shared memory, or a mode that is, decides how the same words are accessed.
export class Status {
  readonly #shared: boolean;
  constructor(
    private readonly words: Int32Array,
    isShared: boolean,
  ) {
    this.#shared = isShared;
    if (!isShared) words[0] = 1;
  }
  get(i: number): number {
    return this.#shared ? Atomics.load(this.words, i) : this.words[i];
  }
  set(i: number, x: number): void {
    if (this.#shared) Atomics.store(this.words, i, x);
    else this.words[i] = x;
  }
}
let mode = 'sab';
let metrics: Int32Array | undefined;
export function start(how: string, view: Int32Array): void {
  mode = how;
  metrics = view;
}
export const count = (i: number, n: number): void => {
  if (!metrics) return;
  if (mode === 'sab') Atomics.add(metrics, i, n);
  else metrics[i] += n;
};
