/**
 * Messages between threads: what is posted to a file's workers arrives there, what they post comes back.
 *
 * Channels: `in:FILE` (to the workers that run FILE), `out:FILE` (from them), `workerData:FILE`, `options:FILE` (of a
 * worklet processor). Nothing is executed: a channel joins what the project shows to be posted.
 */

import type { Activation } from './activation.ts';
import type { Call } from './call.ts';
import { interrupt, lose, publish } from './objects.ts';
import { native, opaque, pick, NOTHING, type AltOf, type Value } from './value.ts';
import type { World } from './world.ts';

export const channelValue = (world: World, channel: string): Value => world.channel(channel);

export function workerProperty(alt: AltOf<'worker'>, name: string | undefined): Value {
  if (name === 'port') return [{ ...alt }];
  return [{ k: 'native', path: `%worker%.${name}`, self: [alt] }];
}

const incoming = (alt: AltOf<'worker'>): string | undefined =>
  alt.file === null ? undefined : alt.port === 'worker' ? `out:${alt.file}` : `in:${alt.file}`;

const outgoing = (alt: AltOf<'worker'>): string | undefined =>
  alt.file === null ? undefined : alt.port === 'worker' ? `in:${alt.file}` : `out:${alt.file}`;

export function setOnWorker(act: Activation, alt: AltOf<'worker'>, name: string | undefined, value: Value): void {
  if (name === 'onmessage') listen(act, incoming(alt), value, 'event');
  else for (const fn of pick(value, 'fn')) act.world.feed(fn, [opaque(`event:${name}`)]);
}

/** A function hears what arrives on a channel: as an event, or (Node's `on`) as the message itself. */
export function listen(act: Activation, channel: string | undefined, listener: Value, form: 'event' | 'message'): void {
  const { world } = act;
  const message: Value = channel === undefined ? opaque(`message:${act.task.key}`) : form === 'event' ? [{ k: 'event', channel }] : channelValue(world, channel);
  const argument: Value = channel === undefined && form === 'event' ? opaque(`event:${act.task.key}`) : message;
  for (const fn of pick(listener, 'fn')) world.feed(fn, [argument]);
  for (const obj of pick(listener, 'obj')) for (const fn of pick(world.readField(obj.id, 'handleEvent'), 'fn')) world.feed(fn, [argument]);
}

/** The call that posts or starts. */
type Posting = Pick<Call, 'id' | 'at'>;

/** `postMessage`: everything that the message reaches is published, and arrives at the other end if that can be seen. */
export function post(act: Activation, alt: AltOf<'worker'>, message: Value, { id, at }: Posting): string[] {
  const channel = outgoing(alt);
  const origins = send(act, message);
  if (channel === undefined) lose(act, message);
  act.record(id, { kind: 'publish', how: 'post', at, to: alt.port === 'worker' ? (alt.file ?? undefined) : undefined, origins });
  if (channel !== undefined) act.world.write(`channel:${channel}`, message);
  interrupt(act);
  return origins;
}

/** Another thread gets it. */
export function send(act: Activation, message: Value): string[] {
  const origins = publish(act, message);
  for (const origin of origins) act.world.posted.add(origin);
  return origins;
}

export function callWorker(act: Activation, alt: AltOf<'worker'>, method: string, args: readonly Value[], call: Posting): Value {
  const [first = NOTHING, second = NOTHING] = args;
  const event = first[0]?.k === 'str' ? first[0].s : null;
  switch (method) {
    case 'postMessage':
      post(act, alt, first, call);
      return [{ k: 'undefined' }];
    case 'on':
    case 'once':
    case 'addListener':
      if (event === 'message') listen(act, incoming(alt), second, 'message');
      else for (const fn of pick(second, 'fn')) act.world.feed(fn, [opaque(`event:${event}`)]);
      return [alt];
    case 'addEventListener':
      if (event === 'message') listen(act, incoming(alt), second, 'event');
      else for (const fn of pick(second, 'fn')) act.world.feed(fn, [opaque(`event:${event}`)]);
      return [{ k: 'undefined' }];
    case 'terminate':
      return [{ k: 'promise', of: opaque('exit code') }];
    default:
      return opaque(`worker.${method}`);
  }
}

/** `new Worker(file, { workerData })`. */
export function startWorker(act: Activation, file: string | null, workerData: Value, { id, at }: Posting): Value {
  const { world } = act;
  const origins = send(act, workerData);
  act.record(id, { kind: 'publish', how: 'start', at, to: file ?? undefined, origins });
  if (file !== null) {
    world.write(`channel:workerData:${file}`, workerData);
    world.workerFiles.add(file);
    world.startModule(file);
  } else lose(act, workerData);
  interrupt(act);
  return [{ k: 'worker', file, port: 'worker' }];
}

export const workletPort = (file: string): Value => [{ k: 'worker', file, port: 'processor' }];

export { native };
