/**
 * How fast the checker explores: the mutex with three threads, in one process, after it is warm. Prints executions a
 * second, and the share of runs that were begun for nothing.
 *
 *     node snippets/build.mjs && node snippets/bench/checker.mjs
 */

import { join } from 'node:path';
import { check, loadScenarios } from '../dist/lib.mjs';

const SCENARIO = 'three threads increment a plain word';
const AIM = 50_000;

const { engine, scenarios } = loadScenarios(join(import.meta.dirname, '../scenarios/mutex.check.ts'));
const scenario = scenarios.find((s) => s.name === SCENARIO);
if (!scenario) throw new Error(`The mutex has no scenario "${SCENARIO}" any more.`);

const explore = () => check(engine, scenario, { milliseconds: 60_000, thinAir: false });
for (let i = 0; i < 5; i++) explore();
const runs = Array.from({ length: 15 }, explore).map((r) => ({ ...r, perSecond: (r.executions + r.wasted) / (r.milliseconds / 1000) }));
const best = runs.toSorted((a, b) => b.perSecond - a.perSecond);
const median = best[best.length >> 1];

console.log(`mutex, 3 threads: ${median.executions} executions of up to ${median.operations} operations, ${median.bound.kind}`);
console.log(`${Math.round(median.perSecond).toLocaleString('en')} executions/s (median of ${runs.length}; best ${Math.round(best[0].perSecond).toLocaleString('en')}; aim ${AIM.toLocaleString('en')}), of which ${((100 * median.wasted) / (median.executions + median.wasted)).toFixed(1)} % wasted`);
