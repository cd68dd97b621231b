/** The thread that plays histories: its stack is as large as the one of the command line's worker. */
import { parentPort } from 'node:worker_threads';
import { type BatchTask, runBatch } from './batch.ts';

parentPort?.on('message', async (task: BatchTask) => {
  try {
    parentPort?.postMessage({ result: await runBatch(task) });
  } catch (error) {
    parentPort?.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
