addEventListener('message', (e) => {
  const n = new Int32Array(e.data);
  n[0]--; // want no-plain-update
});
