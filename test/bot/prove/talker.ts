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
  /** Address of the server that runs now; waits while there is none. */
  readonly url: () => Promise<string>;
  readonly nextId: () => string;
  readonly onAck: () => void;
}

const ACK_TIMEOUT_MS = 1500;
const CONNECT_TIMEOUT_MS = 1500;

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
    for (;;) {
      try {
        const response = await fetch(`${await this.#options.url()}/api/v1/visits`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
          signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS),
        });
        const visit = (await response.json()) as OpenVisitResponse;
        this.#token = visit.token;
        this.conversationId = visit.conversationId;
        return;
      } catch {
        await pause(20);
      }
    }
  }

  async #sendUntilAcknowledged(turnId: string, text: string): Promise<number> {
    for (;;) {
      try {
        const socket = await this.#connected();
        const ack: TurnAck = await socket.timeout(ACK_TIMEOUT_MS).emitWithAck('turn', { turnId, text });
        if (ack.ok) return ack.sequence;
        if (!ack.fault.retryable) throw new Error(`refused: ${ack.fault.code}`);
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('refused')) throw error;
      }
      this.resent++;
      await pause(20);
    }
  }

  async #connected(): Promise<Socket> {
    const url = await this.#options.url();
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
