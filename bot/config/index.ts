/** The door of bot/config. */
export { loadSettings, type SettingSources } from './load-settings.js';
export { SETTINGS, type SettingName, type Settings, settingNames, variableOf } from './settings.js';
