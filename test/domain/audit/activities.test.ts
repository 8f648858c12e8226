import { expect, it } from 'vitest';
import { activities, activityName } from '../../../source/domain/audit/activities.ts';

const all = (what: string, verbs: string) => verbs.split(', ').map((verb) => `${what} ${verb}`);
/** What the web app can tell of by itself (rule 197), as its manual has it. */
const alerts = [
  ...['New Event Blocked', 'New Forbidden Event Property', 'Violations Detected', 'Users Invited', 'Source Run Failed'],
  ...all('Source', 'Created, Deleted, Disabled, Settings Modified'),
  ...all('Destination', 'Enabled, Disabled, Modified'),
  ...all('Destination Filter', 'Created, Deleted, Enabled, Disabled, Modified'),
  ...all('Storage Destination', 'Created, Deleted, Disabled, Modified'),
  ...all('Storage Destination', 'Sync Failed, Sync Partially Succeeded, Sync Skipped'),
  ...all('Source', 'Connected To Tracking Plan, Disconnected From Tracking Plan'),
  ...all('Tracking Plan', 'Created, Deleted, Modified, Inferred, New Event Allowed, New Event Blocked'),
  ...all('Tracking Plan', 'New Group Trait Omitted, New Identify Trait Omitted, New Track Property Omitted'),
  ...all('Computed Trait', 'Created, Deleted, Modified, CSV Downloaded, Run Failed, Destination Sync Failed'),
  ...all('Profiles Sync Warehouse', 'Created, Deleted, Disabled, Modified, Sync Failed'),
  'Profiles Sync Historical Backfill Completed',
  ...all('Source', 'Connected To Space, Disconnected From Space'),
  ...all('Audience', 'Created, Deleted, Modified, CSV Downloaded, Run Complete, Run Failed, Destination Sync Failed'),
  ...['Access Request Created', 'Public API Tokens Without Owners Detected'],
  ...all('Source Function', 'Created, Deleted, Modified'),
  ...all('Reverse ETL', 'Sync Failed, Sync Partial Success'),
  'Data Graph Breaking Change',
];

it('everything that the web app tells of has a switch', () => {
  const listed = activities.flatMap(([, names]) => names);
  expect(alerts.filter((name) => !listed.includes(name))).toEqual([]);
});

it('what only the audit trail tells has one too', () => {
  const more = activities.flatMap(([area, names]) =>
    names.flatMap((name) => (alerts.includes(name) ? [] : [`${area}: ${name}`])),
  );
  expect(more).toEqual([
    ...['Sources: Source Modified', 'Sources: Source Enabled'],
    ...['Destinations: Destination Created', 'Destinations: Destination Deleted'],
    ...['Storage: Storage Destination Enabled', 'Storage: Warehouse Created', 'Storage: Warehouse Modified'],
    ...['Storage: Warehouse Disabled', 'Storage: Warehouse Deleted', 'Storage: Warehouse Run Failed'],
    ...['Users: User Invite Accepted', 'Users: User Removed', 'Users: User Policy Updated'],
    'Users: Support Access Granted',
  ]);
});

it.each([
  ['Integration Disabled', 'Destination Disabled'],
  ['Integrations Disabled', 'Destination Disabled'],
  ['Destinations Created', 'Destination Created'],
  ['Destination Filters Deleted', 'Destination Filter Deleted'],
  ['Filter Created', 'Destination Filter Created'],
  ['Filter Updated', 'Destination Filter Modified'],
  ['Warehouses Modified', 'Warehouse Modified'],
  ['Profiles Sync Warehouse Updated', 'Profiles Sync Warehouse Modified'],
  ['Tracking Plan Updated', 'Tracking Plan Modified'],
  ['User Invite Sent', 'Users Invited'],
  ['New Segment User Invited to Workspace', 'Users Invited'],
  ['Non-Segment User Invited to Workspace', 'Users Invited'],
])('%s is %s by its former name', (old, name) => {
  expect(activityName(old)).toBe(activityName(name));
  expect(activities.flatMap(([, names]) => names)).toContain(name);
});

it.each([
  ['Destination Function Created', 'Destination Filter Created'],
  ['Storage Destination Created', 'Destination Created'],
  ['User Policy Updated', 'User Removed'],
  ['User Invite Accepted', 'Users Invited'],
  ['Source Disabled', 'Source Deleted'],
])('%s is not %s', (one, other) => {
  expect(activityName(one)).not.toBe(activityName(other));
});
