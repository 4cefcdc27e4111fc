/** Runs every probe in the host that runs this, and prints the results: `run.mjs HTTP-ADDRESS WS-ADDRESS`. */

import { probe, probed } from './probes.mjs';

const [http, ws] = process.argv.slice(-2);
const out = {};
for (const name of probed) out[name] = await probe(name, { http, ws });
console.log(JSON.stringify(out));
process.exit(0);
