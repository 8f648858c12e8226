import { t } from '../../../domain/text.ts';

export const settingsTabs = [
  { id: 'workspace', label: t`Workspace` },
  { id: 'access', label: t`Access` },
  { id: 'labels', label: t`Labels` },
  { id: 'preferences', label: t`Preferences` },
  { id: 'notifications', label: t`Notifications` },
] as const;

export type SettingsTab = (typeof settingsTabs)[number]['id'];
