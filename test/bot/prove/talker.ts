/** One visitor of the kill test: sends its turns one after the other, again by the same id until each is acknowledged. */
import { io, type Socket } from 'socket.io-client';
import type { OpenVisitResponse, TurnAck } from '../../../protocol/index.js';

export interface Acknowledged {
  readonly turnId: string;
  readonly text: string;
  readonly sequence: number;
}

export interface TalkerOptions {
  readonly name: string;
  /** Address of the server that runs now; waits while there is none, rejects when it cannot start. */
  readonly url: () => Promise<string>;
  readonly nextId: () => string;
  readonly onAck: () => void;
}

const ACK_TIMEOUT_MS = 1500;
const CONNECT_TIMEOUT_MS = 1500;
/** A turn that is not acknowledged for this long is a failure of the test, not a reason to wait on. */
const PATIENCE_MS = 60_000;

export class Talker {
  readonly acknowledged: Acknowledged[] = [];
  resent = 0;
  conversationId = '';
  readonly #options: TalkerOptions;
  #token = '';
  #socket: Socket | undefined;
  #url = '';

  constructor(options: TalkerOptions) {
    this.#options = options;
  }

  async talk(turns: number): Promise<void> {
    await this.#open();
    for (let turn = 0; turn < turns; turn++) {
      const text = `${this.#options.name} says ${turn}`;
      const turnId = this.#options.nextId();
      const sequence = await this.#sendUntilAcknowledged(turnId, text);
      this.acknowledged.push({ turnId, text, sequence });
      this.#options.onAck();
    }
    this.#socket?.close();
  }

  async #open(): Promise<void> {
    const startedAt = performance.now();
    for (;;) {
      const url = await this.#options.url();
      try {
        const response = await fetch(`${url}/api/v1/visits`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
          signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS),
        });
        if (!response.ok) throw new Error(`a visit was answered ${response.status}`);
        const visit = (await response.json()) as OpenVisitResponse;
        this.#token = visit.token;
        this.conversationId = visit.conversationId;
        return;
      } catch (error) {
        if (performance.now() - startedAt > PATIENCE_MS) throw new Error(`no visit: ${error}`);
        await pause(20);
      }
    }
  }

  async #sendUntilAcknowledged(turnId: string, text: string): Promise<number> {
    const startedAt = performance.now();
    for (;;) {
      const outcome = await this.#send(turnId, text);
      if (typeof outcome === 'number') return outcome;
      if (performance.now() - startedAt > PATIENCE_MS) throw new Error(`no acknowledgement: ${outcome}`);
      this.resent++;
      await pause(20);
    }
  }

  /** The sequence, or why there is none yet. */
  async #send(turnId: string, text: string): Promise<number | string> {
    const url = await this.#options.url();
    let ack: TurnAck;
    try {
      const socket = await this.#connected(url);
      ack = await socket.timeout(ACK_TIMEOUT_MS).emitWithAck('turn', { turnId, text });
    } catch (error) {
      return String(error);
    }
    if (ack.ok) return ack.sequence;
    if (!ack.fault.retryable) throw new Error(`refused: ${ack.fault.code}`);
    return ack.fault.code;
  }

  async #connected(url: string): Promise<Socket> {
    if (this.#socket?.connected === true && this.#url === url) return this.#socket;
    this.#socket?.close();
    this.#url = url;
    const socket = io(`${url}/visitor`, {
      auth: { token: this.#token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      // A server killed between the handshake and the namespace is told by no event at all.
      const timer = setTimeout(() => reject(new Error('no connection')), CONNECT_TIMEOUT_MS);
      socket.once('connect', () => {
        clearTimeout(timer);
        resolve();
      });
      socket.once('connect_error', reject);
    });
    return socket;
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
