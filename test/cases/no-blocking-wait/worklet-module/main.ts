import processorUrl from './by-url.ts?worker&url';
const context = new AudioContext();
await context.audioWorklet.addModule(new URL('./processor.ts', import.meta.url));
await context.audioWorklet.addModule(processorUrl);
export async function add(other: BaseAudioContext): Promise<void> {
  await other.audioWorklet.addModule('third.js');
}
