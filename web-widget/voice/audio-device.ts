/** Microphone and loudspeaker of the browser: opens both in one AudioContext with the worklet. Called by voice-call.ts; knows no server. */
import {
  CAPTURE_PROCESSOR,
  type CaptureMessage,
  PLAYBACK_PROCESSOR,
  type PlaybackCommand,
  type PlaybackReport,
} from './worklet-messages.js';

export interface AudioDeviceListener {
  onFrame(frame: CaptureMessage): void;
  onReport(report: PlaybackReport): void;
}

export type AudioDeviceOutcome =
  | { readonly kind: 'opened'; readonly device: AudioDevice }
  | { readonly kind: 'mic-denied' }
  | { readonly kind: 'mic-missing' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'failed' };

export interface AudioDevice {
  /** PCM16 at `sampleRateHz`, queued behind what plays. */
  play(audio: ArrayBuffer, sampleRateHz: number): void;
  command(command: Exclude<PlaybackCommand, { kind: 'audio' }>): void;
  mute(isMuted: boolean): void;
  close(): void;
}

/** @param workletUrl address of voice-worklet.js. Must follow a press of a button, or browsers keep the sound off. */
export async function openAudioDevice(
  workletUrl: string,
  listener: AudioDeviceListener,
): Promise<AudioDeviceOutcome> {
  if (!('AudioWorkletNode' in window) || navigator.mediaDevices === undefined) return { kind: 'unsupported' };
  const context = new AudioContext({ latencyHint: 'interactive' });
  let stream: MediaStream | undefined;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
    await context.audioWorklet.addModule(workletUrl);
    await context.resume();
    return { kind: 'opened', device: connectDevice(context, stream, listener) };
  } catch (thrown) {
    stopStream(stream);
    void context.close();
    return { kind: problemOf(thrown) };
  }
}

function connectDevice(
  context: AudioContext,
  stream: MediaStream,
  listener: AudioDeviceListener,
): AudioDevice {
  const capture = new AudioWorkletNode(context, CAPTURE_PROCESSOR, { numberOfOutputs: 0, channelCount: 1 });
  const playback = new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
    numberOfInputs: 0,
    outputChannelCount: [1],
  });
  context.createMediaStreamSource(stream).connect(capture);
  playback.connect(context.destination);
  capture.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => listener.onFrame(data);
  playback.port.onmessage = ({ data }: MessageEvent<PlaybackReport>) => listener.onReport(data);
  const send = (command: PlaybackCommand, transfer: Transferable[] = []) =>
    playback.port.postMessage(command, transfer);
  return {
    play: (audio, sampleRateHz) => send({ kind: 'audio', audio, sampleRateHz }, [audio]),
    command: (command) => send(command),
    mute(isMuted) {
      for (const track of stream.getAudioTracks()) track.enabled = !isMuted;
    },
    close() {
      stopStream(stream);
      void context.close();
    },
  };
}

function stopStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function problemOf(thrown: unknown): 'mic-denied' | 'mic-missing' | 'failed' {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'mic-denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'mic-missing' : 'failed';
}
