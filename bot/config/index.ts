/** The door of bot/config. */
export { describeSettings } from './describe-settings.js';
export { loadSettings, type SettingSources } from './load-settings.js';
export { SETTINGS, type SettingName, type Settings, settingNames, variableOf } from './settings.js';
