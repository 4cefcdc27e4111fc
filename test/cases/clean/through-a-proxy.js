// Dynamic code: a proxy over a shared array, Reflect, computed names.
export function guarded(view) {
  return new Proxy(view, {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) return Atomics.load(target, Number(key));
      const value = Reflect.get(target, key, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set(target, key, value) {
      if (typeof key === 'string' && /^\d+$/.test(key)) Atomics.store(target, Number(key), value);
      else Reflect.set(target, key, value);
      return true;
    },
  });
}
export const state = guarded(new Int32Array(new SharedArrayBuffer(64)));
state[0] = 1;
export const op = (name) => (...args) => Atomics[name](...args);
