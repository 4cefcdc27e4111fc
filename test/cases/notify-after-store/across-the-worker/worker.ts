self.onmessage = (event: MessageEvent<{ control: Int32Array }>) => {
  const { control } = event.data;
  while (Atomics.load(control, 0) === 0) Atomics.wait(control, 0, 0);
  while (Atomics.load(control, 1) === 0) Atomics.wait(control, 1, 0);
};
