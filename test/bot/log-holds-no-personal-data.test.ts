import { describe, expect, it } from '@jest/globals';
import { createLogger, describeError } from '../../bot/telemetry/index.js';
import { Fault, systemIds } from '../../protocol/index.js';
import { createEchoEngine } from './echo-engine.js';
import { once, openServer } from './server-bench.js';

const MARKS = [
  'Zebedee Quux',
  '020 7946 0958',
  'zq@example.com',
  '4111 1111 1111 1111',
  '张伟标',
  '13800138000',
];

describe('the log', () => {
  it('holds no word of a visitor, whatever fails', async () => {
    const log: string[] = [];
    const engine = createEchoEngine({
      before: (text) => {
        throw new Error(`cannot handle ${text}`);
      },
    });
    const createLeadHandler = () => ({
      handle: async (events: readonly unknown[]) => {
        throw new Error(`cannot fold ${JSON.stringify(events)}`);
      },
    });
    const bench = await openServer({ engine, createLeadHandler, log });
    const visit = await bench.openVisit({ page: `/?q=${MARKS[0]}` });
    const socket = bench.connect(visit.token);
    await once(socket, 'connect');
    for (const mark of MARKS) {
      await socket.emitWithAck('turn', { turnId: systemIds.next(), text: `I am ${mark}` });
      await socket.emitWithAck('turn', { turnId: mark, text: mark });
      await socket.emitWithAck(mark, mark);
      const url = `${bench.server.url}/api/v1/visits`;
      const headers = { 'content-type': 'application/json', 'user-agent': encodeURIComponent(mark) };
      await fetch(url, { method: 'POST', headers, body: `{"page": ${mark}` });
      await fetch(`${bench.server.url}/api/v1/conversations?query=${encodeURIComponent(mark)}`);
      await fetch(`${bench.server.url}/${encodeURIComponent(mark)}`);
    }
    await bench.server.runtime.idle();
    const metrics = await (await fetch(`${bench.server.url}/metrics`)).text();
    await bench.close();
    const written = `${log.join('')}${metrics}`;
    const leaks = MARKS.flatMap((mark) => [mark, encodeURIComponent(mark)]).filter((mark) =>
      written.includes(mark),
    );
    expect(leaks).toEqual([]);
    expect(log.join('')).toContain('A step failed and was answered with an apology.');
    expect(log.join('')).toContain('The lead consumer failed; its events are kept.');
    expect(log.join('')).not.toContain(visit.token);
  });

  it('would hold it under any other key: only pii is taken out', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    logger.info({ pii: { name: MARKS[0] }, turn: { pii: MARKS[1] } }, 'A static sentence.');
    logger.info({ name: MARKS[2] }, 'A careless one.');
    expect(lines[0]).not.toMatch(/Zebedee|7946/);
    expect(lines[1]).toContain(MARKS[2]);
  });

  it('keeps what finds a defect: names, codes and frames', () => {
    const fault = new Fault('store.stale', 'Static words.', {
      fields: { pii: MARKS[0] },
      cause: new TypeError(MARKS[1]),
    });
    const described = JSON.stringify(describeError(fault));
    expect(described).toContain('store.stale');
    expect(described).toContain('TypeError');
    expect(described).toContain('log-holds-no-personal-data');
    expect(described).not.toMatch(/Zebedee|7946/);
  });
});
