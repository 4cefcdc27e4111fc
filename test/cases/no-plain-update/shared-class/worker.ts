import { Counter } from './counter';
self.onmessage = (event: MessageEvent<{ sab: SharedArrayBuffer }>) => {
  const counter = new Counter(event.data.sab);
  for (let i = 0; i < 10; i++) counter.increment();
  counter.add(10);
};
