/**
 * Retrieval and abstention on a SQuAD-format set (XQuAD): recall at 1 and 5, MRR@10, and the abstention curve.
 * The abstention threshold is read from even-numbered questions and its effect reported on odd-numbered ones.
 */
import { readFileSync } from 'node:fs';
import { type Passage, PassageIndex } from '../../knowledge/index.js';

interface Squad {
  readonly data: readonly {
    readonly title: string;
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly { readonly question: string }[];
    }[];
  }[];
}

interface Asked {
  readonly question: string;
  readonly passageId: string;
}

export interface RetrievalFigures {
  readonly locale: string;
  readonly questions: number;
  readonly r1: number;
  readonly r5: number;
  readonly mrr10: number;
  /** Threshold that keeps 90% of answerable validation questions. */
  readonly threshold: number;
  /** Answerable test questions kept at that threshold. */
  readonly kept: number;
  /** Test questions refused once their passage is taken away. */
  readonly refused: number;
}

function readSquad(file: string, locale: string): { passages: Passage[]; asked: Asked[] } {
  const squad = JSON.parse(readFileSync(file, 'utf8')) as Squad;
  const passages: Passage[] = [];
  const asked: Asked[] = [];
  for (const document of squad.data) {
    for (const paragraph of document.paragraphs) {
      const passageId = `p${passages.length}`;
      passages.push({
        passageId,
        document: document.title,
        locale,
        title: '',
        headings: [],
        text: paragraph.context,
      });
      for (const { question } of paragraph.qas) asked.push({ question, passageId });
    }
  }
  return { passages, asked };
}

export function measureRetrieval(file: string, locale: string): RetrievalFigures {
  const { passages, asked } = readSquad(file, locale);
  const index = new PassageIndex(passages);
  const ranks = asked.map(({ question, passageId }) =>
    index.search(question, 10).findIndex((hit) => hit.passage.passageId === passageId),
  );
  const withGold = asked.map(({ question }) => index.search(question, 1)[0]?.score ?? 0);
  const withoutGold = asked.map(({ question, passageId }) => {
    const best = index.search(question, 12).find((hit) => hit.passage.passageId !== passageId);
    return best?.score ?? 0;
  });
  const validation = withGold.filter((_, i) => i % 2 === 0).sort((a, b) => a - b);
  const threshold = validation[Math.floor(validation.length * 0.1)]!;
  const test = asked.map((_, i) => i).filter((i) => i % 2 === 1);
  const share = (matches: (i: number) => boolean) => test.filter(matches).length / test.length;
  return {
    locale,
    questions: asked.length,
    r1: ranks.filter((rank) => rank === 0).length / ranks.length,
    r5: ranks.filter((rank) => rank >= 0 && rank < 5).length / ranks.length,
    mrr10: ranks.reduce((sum, rank) => sum + (rank >= 0 ? 1 / (rank + 1) : 0), 0) / ranks.length,
    threshold,
    kept: share((i) => withGold[i]! >= threshold),
    refused: share((i) => withoutGold[i]! < threshold),
  };
}
