/** Activities by area, in the names that the audit trail and the web app's notifications give them (rule 197). */
export const activities: readonly (readonly [area: string, names: readonly string[]])[] = [
  [
    'Sources',
    [
      'Source Created',
      'Source Modified',
      'Source Settings Modified',
      'Source Enabled',
      'Source Disabled',
      'Source Deleted',
      'Source Run Failed',
      'New Event Blocked',
      'New Forbidden Event Property',
    ],
  ],
  [
    'Destinations',
    [
      'Destination Created',
      'Destination Modified',
      'Destination Enabled',
      'Destination Disabled',
      'Destination Deleted',
      'Destination Filter Created',
      'Destination Filter Modified',
      'Destination Filter Enabled',
      'Destination Filter Disabled',
      'Destination Filter Deleted',
    ],
  ],
  [
    'Storage',
    [
      'Storage Destination Created',
      'Storage Destination Modified',
      'Storage Destination Enabled',
      'Storage Destination Disabled',
      'Storage Destination Deleted',
      'Storage Destination Sync Failed',
      'Storage Destination Sync Partially Succeeded',
      'Storage Destination Sync Skipped',
      'Warehouse Created',
      'Warehouse Modified',
      'Warehouse Disabled',
      'Warehouse Deleted',
      'Warehouse Run Failed',
    ],
  ],
  [
    'Protocols',
    [
      'Tracking Plan Created',
      'Tracking Plan Modified',
      'Tracking Plan Deleted',
      'Tracking Plan Inferred',
      'Tracking Plan New Event Allowed',
      'Tracking Plan New Event Blocked',
      'Tracking Plan New Track Property Omitted',
      'Tracking Plan New Identify Trait Omitted',
      'Tracking Plan New Group Trait Omitted',
      'Source Connected To Tracking Plan',
      'Source Disconnected From Tracking Plan',
      'Violations Detected',
    ],
  ],
  [
    'Engage and Unify',
    [
      'Audience Created',
      'Audience Modified',
      'Audience Deleted',
      'Audience CSV Downloaded',
      'Audience Run Complete',
      'Audience Run Failed',
      'Audience Destination Sync Failed',
      'Computed Trait Created',
      'Computed Trait Modified',
      'Computed Trait Deleted',
      'Computed Trait CSV Downloaded',
      'Computed Trait Run Failed',
      'Computed Trait Destination Sync Failed',
      'Profiles Sync Warehouse Created',
      'Profiles Sync Warehouse Modified',
      'Profiles Sync Warehouse Disabled',
      'Profiles Sync Warehouse Deleted',
      'Profiles Sync Warehouse Sync Failed',
      'Profiles Sync Historical Backfill Completed',
      'Source Connected To Space',
      'Source Disconnected From Space',
    ],
  ],
  [
    'Users',
    [
      'Users Invited',
      'User Invite Accepted',
      'User Removed',
      'User Policy Updated',
      'Access Request Created',
      'Public API Tokens Without Owners Detected',
      'Support Access Granted',
    ],
  ],
  ['Functions', ['Source Function Created', 'Source Function Modified', 'Source Function Deleted']],
  ['Reverse ETL', ['Reverse ETL Sync Failed', 'Reverse ETL Sync Partial Success']],
  ['Data Graph', ['Data Graph Breaking Change']],
];

/** One name for what former years called otherwise: integrations are destinations, and plurals are singulars. */
export function activityName(type: string): string {
  return type
    .toLowerCase()
    .replace(/^(?:integration|destination)s? /, 'destination ')
    .replace(/^(?:destination )?filters? /, 'destination filter ')
    .replace(/^warehouses /, 'warehouse ')
    .replace(/^user invite sent$|^(?:new |non-)segment user invited to workspace$/, 'users invited')
    .replace(/^(tracking plan|destination filter|profiles sync warehouse) updated$/, '$1 modified');
}
