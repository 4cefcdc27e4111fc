onmessage = ({ data }: MessageEvent<Int32Array>) => { setTimeout(() => { Atomics.store(data, 0, 1); Atomics.notify(data, 0); }, 10); };
