self.onmessage = (event: MessageEvent<{ words: Int32Array }>) => {
  const { words } = event.data;
  for (;;) {
    while (Atomics.load(words, 0) !== 1) Atomics.wait(words, 0, 0);
    words[4]! += 1;
    Atomics.store(words, 0, 0);
    Atomics.notify(words, 0);
  }
};
