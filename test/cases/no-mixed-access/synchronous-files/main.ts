import { SyncFs } from './client.js';

export const fs = new SyncFs(new Worker(new URL('./server.ts', import.meta.url), { type: 'module' }), new SharedArrayBuffer(1 << 16));
