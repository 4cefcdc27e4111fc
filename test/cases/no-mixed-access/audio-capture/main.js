export async function startCapture(context) {
  await context.audioWorklet.addModule('./capture-processor.js');
  const states = new SharedArrayBuffer(8);
  const samples = new SharedArrayBuffer(48000 * 4);
  const node = new AudioWorkletNode(context, 'capture', { processorOptions: { states, samples } });
  const view = new Int32Array(states);
  const floats = new Float32Array(samples);
  let read = 0;
  return {
    node,
    pull(into) {
      const available = view[0]; // want no-mixed-access
      for (let i = 0; i < Math.min(available, into.length); i++) into[i] = floats[(read + i) % floats.length];
      read += into.length;
    },
  };
}
