/** `leadline models report`: what the version on trial read beside the active one, from the running server or from the data folder. */
import { createRemoteModelDesk, isServerRunning, storedTrialReport } from '../../bot/index.js';
import { Fault, type ShadowOpinion, type ShadowReport } from '../../protocol/index.js';
import type { CommandContext, ExitCode } from '../command.js';
import { settingsOf } from '../settings-of.js';
import { type ModelsFlags, modelsDataDir } from './models.js';

const SHOWN = 20;

export async function reportTrial(
  context: CommandContext,
  { name, ...flags }: ModelsFlags & { readonly name: string },
): Promise<ExitCode> {
  const report = await readReport(context, name, flags);
  context.terminal.emit(report);
  for (const line of [...figureLines(report), ...missedLines(report), ...disagreementLines(report)])
    context.terminal.say(line);
  return 0;
}

async function readReport(context: CommandContext, name: string, flags: ModelsFlags): Promise<ShadowReport> {
  const dataDir = await modelsDataDir(context, flags);
  if (await isServerRunning(dataDir)) return createRemoteModelDesk(dataDir).shadowReport(name);
  const report = await storedTrialReport(settingsOf(context, { dataDir }), context.clock, name);
  if (report !== undefined) return report;
  throw new Fault('learning.no-model', `No version of "${name}" is on trial: leadline models shadow.`);
}

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
const signed = (value: number) => `${value < 0 ? '' : '+'}${value.toFixed(4)}`;

function figureLines(report: ShadowReport): string[] {
  const { model, active, challenger, state, problem, readings, agreement, difference, latency } = report;
  const lines = [`${model}: ${challenger} on trial beside ${active}, ${readings} readings (${state})`];
  if (problem !== undefined) lines.push(`  halted: ${problem}`);
  if (agreement !== undefined) {
    const { value, low, high } = agreement;
    lines.push(`  same answer       ${percent(value)}  (${percent(low)} to ${percent(high)})`);
  }
  if (difference !== undefined) {
    const { rows, mean, meanAbsolute, most } = difference;
    const sizes = `mean size ${meanAbsolute.toFixed(4)}, most ${most.toFixed(4)}`;
    lines.push(`  difference        ${signed(mean)} on average, ${sizes}, on ${rows} readings`);
  }
  lines.push(...outcomeLines(report));
  if (latency !== undefined) {
    const text = ({ medianMs, p95Ms }: typeof latency.active) =>
      `${medianMs.toFixed(2)} ms (95th percentile ${p95Ms.toFixed(2)})`;
    lines.push(`  time              active ${text(latency.active)}, challenger ${text(latency.challenger)}`);
  }
  return lines;
}

function outcomeLines({ outcomes }: ShadowReport): string[] {
  if (outcomes === undefined) return [];
  const { rows, won, activeBrier, challengerBrier, brierGain, auc } = outcomes;
  const range = ({ low, high }: typeof brierGain) => `${signed(low)} to ${signed(high)}`;
  const lines = [
    `  outcomes          ${rows} known, ${won} won`,
    `  Brier score       active ${activeBrier.toFixed(4)}, challenger ${challengerBrier.toFixed(4)}, gain ${signed(brierGain.value)} (${range(brierGain)})`,
  ];
  if (auc !== undefined)
    lines.push(
      `  AUC               active ${auc.active.toFixed(4)}, challenger ${auc.challenger.toFixed(4)}, gain ${signed(auc.gain.value)} (${range(auc.gain)})`,
    );
  return lines;
}

function missedLines({ missed }: ShadowReport): string[] {
  const { full, late, failed, setAside } = missed;
  if (full + late + failed + setAside === 0) return [];
  return [
    `  not compared      ${full} for a full queue, ${late} late, ${failed} failed, ${setAside} answered without the model`,
  ];
}

const opinionText = ({ label, value }: ShadowOpinion) =>
  value === undefined ? label : `${label} ${value.toFixed(2)}`;

function disagreementLines({ disagreements }: ShadowReport): string[] {
  if (disagreements.length === 0) return [];
  return [
    `  newest disagreements (active, then challenger)`,
    ...disagreements
      .slice(0, SHOWN)
      .map(
        ({ active, challenger, text = '(erased)' }) =>
          `    ${opinionText(active).padEnd(28)} ${opinionText(challenger).padEnd(28)} ${text}`,
      ),
  ];
}
