/** The door of the generated demo world. Everything made here is marked as generated. */
export { type RecordingVoices, recordedTimeline } from './call-recording.js';
export { estimatedTimeline } from './call-timeline.js';
export type { CallTimeline, Converse, DemoVisit, GeneratedRecording, OpenedVisit, Span } from './ports.js';
export { type GeneratedVisit, runWorld, type WorldSettings, worldStartMs } from './world.js';
export { type WorldFile, worldFileSchema } from './world-file.js';
export { type HiddenTruth, type PlannedVisit, planVisits } from './world-plan.js';
