/** Does jobs on worker threads, as many at a time as there are processors. */

import { availableParallelism } from 'node:os';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { type Done, type Job, run } from './jobs.ts';

interface Answer { readonly done?: Done; readonly error?: string }

/** In a worker: does what it is sent. */
export function serve(): void {
  parentPort!.on('message', (job: Job) => {
    let answer: Answer;
    try {
      answer = { done: run(job) };
    } catch (error) {
      answer = { error: error instanceof Error ? error.stack ?? error.message : String(error) };
    }
    parentPort!.postMessage(answer);
  });
}

/** Does all jobs, longest expected first; `told` hears of each result. `script` is this program, which serves in a worker. */
export async function doAll(jobs: readonly Job[], script: string, told: (done: Done) => void): Promise<Done[]> {
  if (!isMainThread) throw new Error('Workers do not start workers.');
  const results = new Array<Done>(jobs.length);
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(script);
    try {
      for (let at = next++; at < jobs.length; at = next++) {
        results[at] = await ask(worker, jobs[at]!);
        told(results[at]!);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs.length, availableParallelism()) }, work));
  return results;
}

function ask(worker: Worker, job: Job): Promise<Done> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => { reject(error instanceof Error ? error : new Error(String(error))); };
    worker.once('error', fail);
    worker.once('message', ({ done, error }: Answer) => {
      worker.off('error', fail);
      if (done) resolve(done);
      else fail(new Error(`${JSON.stringify(job)}: ${error ?? ''}`));
    });
    worker.postMessage(job);
  });
}
