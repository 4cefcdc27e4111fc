/** `new` of the language's and the host's own classes. */

import { elementKind } from '../models/elements.ts';
import { keepsNothing } from '../models/host.ts';
import type { Activation } from './activation.ts';
import { text } from './arithmetic.ts';
import type { Argument, Call } from './call.ts';
import { send, startWorker } from './messages.ts';
import { argument as value, joined, outOfSight, touchPlatform } from './natives.ts';
import { escape, makeObject, readField } from './objects.ts';
import { directory } from './properties.ts';
import { allocateMemory, allocateRegion, constructView } from './views.ts';
import { NOTHING, native, opaque, pick, type AltOf, type Value } from './value.ts';

export function newNative(act: Activation, call: Call, alt: AltOf<'native'>): Value {
  const path = alt.path.replace(/^globalThis\./, '');
  const { args } = call;
  const kind = elementKind(path);
  if (kind) return constructView(act, call, kind);
  touchPlatform(act, call, path);
  if (path.startsWith('worker:')) return startWorker(act, path.slice(7) || null, NOTHING, call);
  switch (path) {
    case 'SharedArrayBuffer':
    case 'ArrayBuffer':
      return allocateRegion(act, call, path === 'SharedArrayBuffer');
    case 'WebAssembly.Memory':
      return allocateMemory(act, call);
    case 'Worker':
    case 'SharedWorker':
    case 'node:worker_threads.Worker':
      return newWorker(act, call);
    case 'AudioWorkletNode':
      return newWorklet(act, call);
    case 'URL':
      return newUrl(act, args);
    case 'Map':
    case 'WeakMap':
    case 'Set':
    case 'WeakSet':
      return [makeObject(act, path.endsWith('Map') ? 'map' : 'set', call.id)];
    case 'Array':
      return [makeObject(act, 'arr', call.id)];
    case 'Promise': {
      const settle = native('%settle%');
      act.machine.invoke(act, call.id, call.at, { value: value(args, 0), self: NOTHING, args: [settle, settle] });
      return [{ k: 'promise', of: opaque(`promise:${act.site(call.id)}`) }];
    }
    default:
      return keepsNothing(path) || /^[A-Z]\w*$/.test(path) ? newHostObject(act, call, path) : outOfSight(act, call, path);
  }
}

/** An object of the host: its methods are known by the name of its class. */
function newHostObject(act: Activation, call: Call, path: string): Value {
  act.record(call.id, { kind: 'call', at: call.at, native: path, args: call.args, self: NOTHING });
  for (const arg of call.args) escape(act.world, arg.value);
  return path === 'MessageChannel' || path === 'BroadcastChannel' ? opaque(`new:${act.site(call.id)}`) : native(`%${path}%`);
}

function newUrl(act: Activation, args: readonly Argument[]): Value {
  const [path, base] = [text(value(args, 0)), text(value(args, 1))];
  if (path === undefined) return opaque('url');
  return [{ k: 'url', path: base === undefined ? path : joined(directory(base), path) }];
}

function newWorker(act: Activation, call: Call): Value {
  const where = text(value(call.args, 0))?.replace(/^file:\/\//, '').replace(/[?#].*$/, '');
  const options = pick(value(call.args, 1), 'obj')[0];
  const workerData = options ? readField(act, options, 'workerData') : NOTHING;
  const list = options ? readField(act, options, 'transferList') : NOTHING;
  if (list.length > 0) act.record(call.id, { kind: 'transfer', at: call.args[1]?.at ?? call.at, value: list, call: call.at });
  const file = where === undefined ? undefined : act.world.sources.resolvePath(where, act.ir.file);
  if (file !== undefined && act.world.file(file)) return startWorker(act, file, workerData, call);
  for (const alt of pick(value(call.args, 1), 'opaque')) send(act, [alt]);
  return startWorker(act, null, workerData, call);
}

function newWorklet(act: Activation, call: Call): Value {
  const name = text(value(call.args, 1));
  const options = pick(value(call.args, 2), 'obj')[0];
  const given = options ? readField(act, options, 'processorOptions') : NOTHING;
  send(act, given);
  if (name === undefined) return [{ k: 'worker', file: null, port: 'worker' }];
  act.world.write(`channel:options:${name}`, given);
  return [{ k: 'worker', file: `processor:${name}`, port: 'worker' }];
}
