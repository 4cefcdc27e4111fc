export function Panel({ lock }: { lock: Int32Array<SharedArrayBuffer> }) {
  const onClick = () => { Atomics.wait(lock, 0, 0); }; // want no-blocking-wait
  return <button onClick={onClick}>{window.innerWidth}</button>;
}
