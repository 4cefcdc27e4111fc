import { bump } from './stats';
addEventListener('message', (e: MessageEvent<{ sab: SharedArrayBuffer }>) => {
  bump(new Int32Array(e.data.sab), 0);
});
