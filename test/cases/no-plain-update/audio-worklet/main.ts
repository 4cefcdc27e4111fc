const states = new Int32Array(new SharedArrayBuffer(16));
export async function make(context: AudioContext): Promise<AudioWorkletNode> {
  await context.audioWorklet.addModule(new URL('./reader.ts', import.meta.url));
  return new AudioWorkletNode(context, 'reader', { processorOptions: { states: states.buffer } });
}
export function pushed(n: number): void {
  states[0] += n; // want no-plain-update
}
