/** The exclusive phase: from its allocation until it is published, only the thread that made a region can reach it. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('publication', () => {
  test('ends it, from there on', () => checkFacts(`
const worker = new Worker('./elsewhere.js');
const v = new Int32Array(new SharedArrayBuffer(64));
v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
Atomics.store(v, 0, 2); // fact store of v, bytes 0–3, exclusive
worker.postMessage(v);
v[0] = 1; // fact plain write of v, bytes 0–3
`));

  test('posting the region, an object that holds it, or an array', () => checkFacts(`
const worker = new Worker('./elsewhere.js');
const a = new Int32Array(new SharedArrayBuffer(8));
const b = new Int32Array(new SharedArrayBuffer(8));
const c = new Int32Array(new SharedArrayBuffer(8));
worker.postMessage(a.buffer);
a[0] = 1; // fact plain write of a, bytes 0–3
b[0] = 1; // fact plain write of b, bytes 0–3, exclusive
worker.postMessage({ deep: { b } });
b[0] = 1; // fact plain write of b, bytes 0–3
c[0] = 1; // fact plain write of c, bytes 0–3, exclusive
worker.postMessage(['init', c]);
c[0] = 1; // fact plain write of c, bytes 0–3
`));

  test('workerData, and every other way to a thread', () => checkFacts(`
import { Worker as Thread } from 'node:worker_threads';
const a = new Int32Array(new SharedArrayBuffer(8));
const b = new Int32Array(new SharedArrayBuffer(8));
const c = new Int32Array(new SharedArrayBuffer(8));
a[0] = 1; // fact plain write of a, bytes 0–3, exclusive
new Thread('./elsewhere.js', { workerData: { a } });
a[0] = 1; // fact plain write of a, bytes 0–3
new AudioWorkletNode(new AudioContext(), 'gain', { processorOptions: { b } });
b[0] = 1; // fact plain write of b, bytes 0–3
const { port1 } = new MessageChannel();
c[0] = 1; // fact plain write of c, bytes 0–3, exclusive
port1.postMessage(c);
c[0] = 1; // fact plain write of c, bytes 0–3
`));

  test('handing it to code that cannot be seen into', () => checkFacts(`
import { spawn } from 'some-pool';
const v = new Int32Array(new SharedArrayBuffer(8));
v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
spawn(v);
v[0] = 1; // fact plain write of v, bytes 0–3
`));

  test('not: functions of the language that keep nothing', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(8));
console.log(v.length, v);
Object.freeze({ v });
Math.max(...v);
JSON.stringify([...v]);
new Map([['v', v]]);
structuredClone({});
v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
setTimeout(() => console.log(v.length), 5);
v[1] = 1; // fact plain write of v, bytes 4–7, exclusive
`));

  test('on one way only is on some way', () => checkFacts(`
const worker = new Worker('./elsewhere.js');
export function f(share: boolean) {
  const v = new Int32Array(new SharedArrayBuffer(8));
  if (share) worker.postMessage(v);
  else v[1] = 1; // fact plain write of v, bytes 4–7, exclusive
  v[0] = 1; // fact plain write of v, bytes 0–3
}
`));

  test('in a loop reaches back', () => checkFacts(`
const worker = new Worker('./elsewhere.js');
export function f() {
  const v = new Int32Array(new SharedArrayBuffer(8));
  for (let i = 0; i < 2; i++) {
    v[i] = 1; // fact plain write of v, bytes 4*i (0..4 step 4), 4 wide
    worker.postMessage(v);
  }
}
`));

  test('a fresh one in each round of a loop', () => checkFacts(`
export function f(worker: Worker) {
  for (let i = 0; i < 2; i++) {
    const v = new Int32Array(new SharedArrayBuffer(8));
    v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
    worker.postMessage(v);
    v[1] = 1; // fact plain write of v, bytes 4–7
  }
}
`));
});

describe('where other code of the thread finds it', () => {
  test('it is published at the next await', () => checkFacts(`
const state: { v?: Int32Array } = {};
export async function f(g: () => Promise<void>) {
  const v = new Int32Array(new SharedArrayBuffer(8));
  state.v = v;
  v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
  await null;
  v[0] = 1; // fact plain write of v, bytes 0–3
}
`));

  test('it is published at the next call that cannot be seen into', () => checkFacts(`
let shared: Int32Array;
export function f(g: () => void) {
  const v = new Int32Array(new SharedArrayBuffer(8));
  shared = v;
  v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
  g();
  v[0] = 1; // fact plain write of v, bytes 0–3
}
export const get = () => shared;
`));

  test('a local that nobody else finds survives an await', () => checkFacts(`
export async function f() {
  const v = new Int32Array(new SharedArrayBuffer(8));
  await null;
  v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
  return v.length;
}
`));

  test('returned to a visible caller it stays exclusive there', () => checkFacts(`
function make() {
  const v = new Int32Array(new SharedArrayBuffer(8));
  v.fill(-1); // fact plain write of v, bytes 0–7, exclusive
  return v;
}
export function f(worker: Worker) {
  const v = make();
  v[0] = 0; // fact plain write of v, bytes 0–3, exclusive
  worker.postMessage(v);
  v[0] = 1; // fact plain write of v, bytes 0–3
}
`));

  test('a visible function that keeps it private does not publish it', () => checkFacts(`
const sum = (v: Int32Array) => v.reduce((a, b) => a + b, 0); // fact plain read of v, bytes 0–7, exclusive
export function f() {
  const v = new Int32Array(new SharedArrayBuffer(8));
  sum(v);
  v[0] = 0; // fact plain write of v, bytes 0–3, exclusive
}
`));
});

describe('the module body', () => {
  test('is exclusive until its first publication, exported bindings or not', () => checkFacts(`
export const v = new Int32Array(new SharedArrayBuffer(8));
v[0] = 1; // fact plain write of v, bytes 0–3, exclusive
export function later() {
  v[0] = 1; // fact plain write of v, bytes 0–3
}
function setup() {
  v[1] = 1; // fact plain write of v, bytes 4–7, exclusive
}
setup();
new Worker('./elsewhere.js').postMessage(v);
v[0] = 1; // fact plain write of v, bytes 0–3
`));

  test('a function that is called before and after is not exempt', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(8));
function reset() {
  v.fill(0); // fact plain write of v, bytes 0–7, exclusive // fact plain write of v, bytes 0–7
}
reset();
new Worker('./elsewhere.js').postMessage(v);
reset();
`));
});

describe('constructors', () => {
  test('this is new until the end, or until it is handed on', () => checkFacts(`
import { register } from 'some-registry';
export class Ring {
  words = new Int32Array(new SharedArrayBuffer(8));
  constructor(worker: Worker) {
    this.words[0] = 1; // fact plain write of words, bytes 0–3, exclusive
    this.init();
    worker.postMessage(this.words);
    this.words[0] = 1; // fact plain write of words, bytes 0–3
  }
  private init() {
    this.words[1] = 1; // fact plain write of words, bytes 4–7, exclusive
  }
  later() {
    this.words[1] = 1; // fact plain write of words, bytes 4–7
  }
}
export class Listed {
  words = new Int32Array(new SharedArrayBuffer(8));
  constructor() {
    register(this);
    this.words[0] = 1; // fact plain write of words, bytes 0–3
  }
}
`));

  test('a region that it received is not exclusive', () => checkFacts(`
export class Ring {
  words: Int32Array;
  constructor(region: SharedArrayBuffer) {
    this.words = new Int32Array(region, 0, 2);
    this.words[0] = 1; // fact plain write of region, bytes 0–3
  }
}
`));

  test('unless the visible caller made it', () => checkFacts(`
class Ring {
  words: Int32Array;
  constructor(region: SharedArrayBuffer) {
    this.words = new Int32Array(region, 0, 2);
    this.words[0] = 1; // fact plain write of region, bytes 0–3, exclusive
  }
}
export function f(worker: Worker) {
  const region = new SharedArrayBuffer(8);
  const ring = new Ring(region);
  ring.words[1] = 1; // fact plain write of region, bytes 4–7, exclusive
  worker.postMessage(region);
  ring.words[1] = 1; // fact plain write of region, bytes 4–7
}
`));

  test('passing this to a visible function that keeps it private publishes nothing', () => checkFacts(`
class Clock {
  constructor(readonly ring: Ring) {}
  start() {
    return this.ring.words.length;
  }
}
export class Ring {
  words = new Int32Array(new SharedArrayBuffer(8));
  constructor() {
    new Clock(this).start();
    this.words[0] = 1; // fact plain write of words, bytes 0–3, exclusive
  }
}
`));

  test('static initialisers belong to the module body', () => checkFacts(`
export class Pool {
  static words = new Int32Array(new SharedArrayBuffer(8));
  static {
    Pool.words[0] = 1; // fact plain write of words, bytes 0–3, exclusive
  }
}
Pool.words[1] = 1; // fact plain write of words, bytes 4–7, exclusive
`));
});

describe('tests for sharedness', () => {
  test('guard what runs only where memory is not shared', () => checkFacts(`
export function f(v: Int32Array, shared: boolean) {
  if (!(v.buffer instanceof SharedArrayBuffer)) v[0] = 1; // fact plain write of v.buffer, bytes v.byteOffset (0.. step 4), 4 wide, guarded
  if (v.buffer instanceof ArrayBuffer) v[0] = 1; // fact plain write of v.buffer, bytes v.byteOffset (0.. step 4), 4 wide, guarded
  return v.buffer instanceof SharedArrayBuffer
    ? Atomics.load(v, 0) // fact load of v.buffer, bytes v.byteOffset (0.. step 4), 4 wide
    : v[0]; // fact plain read of v.buffer, bytes v.byteOffset (0.. step 4), 4 wide, guarded
}
`));

  test('a flag that is such a test', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(8));
const isShared = v.buffer instanceof SharedArrayBuffer;
export class Box {
  readonly shared: boolean;
  constructor(readonly words: Int32Array) {
    this.shared = words.buffer instanceof SharedArrayBuffer;
  }
  put() {
    if (this.shared) Atomics.store(this.words, 0, 1); // fact store of words.buffer, bytes words.byteOffset (0.. step 4), 4 wide
    else this.words[0] = 1; // fact plain write of words.buffer, bytes words.byteOffset (0.. step 4), 4 wide, guarded
  }
}
export function f(w: Int32Array) {
  const plain = !(w.buffer instanceof SharedArrayBuffer);
  if (plain) w[0] = 1; // fact plain write of w.buffer, bytes w.byteOffset (0.. step 4), 4 wide, guarded
  if (!isShared) v[0] = 1; // fact plain write of v, bytes 0–3, guarded
}
`));

  test('the flag that chose the kind of buffer', () => checkFacts(`
export function f(shared: boolean) {
  const buffer = shared ? new SharedArrayBuffer(8) : new ArrayBuffer(8);
  const v = new Int32Array(buffer);
  postMessage(v);
  if (shared) Atomics.store(v, 0, 1);
  else v[0] = 1; // fact plain write of line 2, bytes 0–3, guarded
}
`));
});
