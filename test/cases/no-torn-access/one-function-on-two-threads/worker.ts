import { add } from './total';
self.onmessage = ({ data }: MessageEvent<SharedArrayBuffer>) => add(data, 2);
