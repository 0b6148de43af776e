/** The worker thread in which Universal Sentence Encoder lite runs. Started by embedder-use only. */
import { serveEncoder } from '../serve-encoder.js';
import { loadSentenceEncoder } from './sentence-encoder.js';

serveEncoder(loadSentenceEncoder());
