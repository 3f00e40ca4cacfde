import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A quiet editor: no welcome page, no updates, no telemetry, no chat, nothing saved behind a test's back. */
const quiet = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
};

/** What only tests want besides: still pictures, and files that change only when they are saved. */
export const testSettings = {
  'files.autoSave': 'off',
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'json.schemaDownload.enable': false,
  'window.menuBarVisibility': 'compact',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.reduceMotion': 'on',
  'editor.minimap.enabled': false,
};

/** An isolated profile of the editor below `folder`: user data, extensions, XDG folders. Settings that are there stay. */
export function makeProfile(folder, settings = {}) {
  const profile = {
    folder,
    user: join(folder, 'user'),
    extensions: join(folder, 'extensions'),
    xdg: join(folder, 'xdg'),
    config: join(folder, 'config.yaml'),
    settings: join(folder, 'user', 'User', 'settings.json'),
  };
  for (const each of [join(profile.user, 'User'), profile.extensions, profile.xdg]) {
    mkdirSync(each, { recursive: true });
  }
  if (!existsSync(profile.settings)) {
    writeFileSync(profile.settings, JSON.stringify({ ...quiet, ...settings }, null, 2));
  }
  writeFileSync(profile.config, 'auth: none\ncert: false\n');
  return profile;
}
