/** A server that answers what the probes send, and hands the probes to a browser. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** A page that runs every probe and leaves the results in its body. */
const PAGE = `<!doctype html><title>probes</title><script type="module">
import { probe, probed } from '/probes.mjs';
const at = { http: location.origin + '/', ws: location.origin.replace('http', 'ws') + '/' };
const out = {};
for (const name of probed) out[name] = await probe(name, at);
await fetch('/results', { method: 'POST', body: JSON.stringify(out) });
</script>`;

export async function serve() {
  let report;
  const reported = new Promise((resolve) => (report = resolve));
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      if (request.url === '/results') report(JSON.parse(body));
      const isModule = request.url === '/probes.mjs';
      response.writeHead(200, { ...ISOLATED, 'Content-Type': isModule ? 'text/javascript' : 'text/html' });
      response.end(isModule ? readFileSync(join(import.meta.dirname, 'probes.mjs')) : PAGE);
    });
  });
  server.on('upgrade', accept);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  return {
    at: { http: `http://localhost:${port}/`, ws: `ws://localhost:${port}/` },
    /** What a browser that opened the page found. */
    reported,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Opens a WebSocket and listens to nothing. */
function accept(request, socket) {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.on('error', () => undefined);
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
  setTimeout(() => socket.destroy(), 200);
}
