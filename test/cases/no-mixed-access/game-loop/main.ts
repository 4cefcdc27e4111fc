import { Ctl, mapWorld, TOTAL } from './layout';

const sab = new SharedArrayBuffer(TOTAL);
const world = mapWorld(sab);
world.ctl[Ctl.Frame] = 0;
world.ctl[Ctl.Quit] = 0;
const sim = new Worker(new URL('./sim.ts', import.meta.url), { type: 'module' });
sim.postMessage({ sab });

let seen = 0;
function render(): void {
  const frame = Atomics.load(world.ctl, Ctl.Frame);
  if (frame !== seen) {
    seen = frame;
    draw(world.pos);
  }
  if (world.ctl[Ctl.Ready] === 1) requestAnimationFrame(render); // want no-mixed-access
}
declare function draw(p: Float32Array): void;
export const quit = () => Atomics.store(world.ctl, Ctl.Quit, 1);
render();
