self.onmessage = (event: MessageEvent<{ words: Int32Array }>) => {
  event.data.words[0]! += 1;
};
