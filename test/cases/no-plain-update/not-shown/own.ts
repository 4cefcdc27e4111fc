self.onmessage = (event: MessageEvent<{ own: Int32Array }>) => {
  event.data.own[0]! += 1;
};
