/** The settings as the lines of `.env.example`; a test keeps the file equal to this. */
import { SETTINGS, settingNames, variableOf } from './settings.js';

export function describeSettings(): string {
  const blocks = settingNames.map((name) => {
    const { schema, accepts, about } = SETTINGS[name];
    return `# ${about} Accepts ${accepts}.\n#${variableOf(name)}=${schema.parse(undefined)}\n`;
  });
  return `# Settings of Leadline with their defaults. Each may also stand in leadline.yaml under its own name\n# (LEADLINE_LOG_LEVEL is logLevel there), or be given as a flag; flags win, then these variables, then the file.\n\n${blocks.join('\n')}`;
}
