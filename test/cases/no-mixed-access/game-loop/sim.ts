import { Ctl, mapWorld, MAX_ENTITIES } from './layout';

onmessage = (e: MessageEvent<{ sab: SharedArrayBuffer }>) => {
  const { ctl, pos } = mapWorld(e.data.sab);
  Atomics.store(ctl, Ctl.Ready, 1);
  const step = () => {
    for (let i = 0; i < MAX_ENTITIES; i++) {
      pos[i * 2] = Math.random();
      pos[i * 2 + 1] = Math.random();
    }
    Atomics.add(ctl, Ctl.Frame, 1);
    if (Atomics.load(ctl, Ctl.Quit) === 0) setTimeout(step, 16);
  };
  step();
};
