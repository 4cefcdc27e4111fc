self.onmessage = (event: MessageEvent) => {
  const { kind, region } = event.data;
  if (kind !== 'init') return;
  const bytes = new Uint8Array(region);
  self.postMessage({ region }, { transfer: [region] }); // want no-shared-transfer proven
  self.postMessage({ bytes: bytes.slice() }, { transfer: [bytes.slice().buffer] });
};
