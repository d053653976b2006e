/** Entry of the reader's thread. */
import { parentPort } from 'node:worker_threads';
import { serve } from '../threads/channel.ts';
import type { ReaderCalls, ReaderEvents } from '../threads/protocol.ts';
import { createReader } from './reader.ts';

if (parentPort !== null) serve<ReaderCalls, ReaderEvents>(parentPort, createReader);
