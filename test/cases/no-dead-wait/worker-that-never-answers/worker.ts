self.onmessage = (event: MessageEvent<{ control: Int32Array }>) => {
  const { control } = event.data;
  while (Atomics.load(control, 0) === 0) Atomics.wait(control, 0, 0);
  Atomics.store(control, 2, 42);
  Atomics.store(control, 1, 1);
};
