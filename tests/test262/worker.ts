/** The thread that runs a share: its stack is as large as the one of the command line's worker. */
import { parentPort, workerData } from 'node:worker_threads';
import { runShare, type Share } from './suite.ts';

runShare(workerData as Share, (told) => parentPort?.postMessage(told));
