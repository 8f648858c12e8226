import { describe, expect, it } from 'vitest';
import { auditMeaning } from '../../../source/domain/audit/meaning.ts';

/** The whole vocabulary of the contract by (resource, verb); `!` is a failure, `~` a warning, `+` a change. */
const table = `
source created +: Source Created · Engage Warehouse Source Created
source modified +: Source Modified · Source Settings Modified · Engage Warehouse Source Modified · Source Regulation Created · Schema Event Archived
source deleted +: Source Deleted · Engage Warehouse Source Deleted · Personas Warehouse Source Deleted
source enabled +: Source Enabled
source disabled +: Source Disabled
source failed !: Source Run Failed
source blocked: New Event Blocked
source property: New Forbidden Event Property
source connected +: Source Connected To Space · Source Connected To Tracking Plan
source disconnected +: Source Disconnected From Space · Source Disconnected From Tracking Plan
destination created +: Integration Created · Integrations Created
destination modified +: Integrations Modified · Destination Modified
destination deleted +: Integration Deleted · Integrations Deleted
destination enabled +: Integrations Enabled · Destination Enabled
destination disabled +: Integration Disabled · Integrations Disabled · Destination Disabled
warehouse created +: Storage Destination Created · Warehouses Created · Profiles Sync Warehouse Created
warehouse modified +: Storage Destination Modified · Warehouses Modified · Profiles Sync Warehouse Modified · Profiles Sync Warehouse Updated · Warehouse Credential Created · Warehouse Credential Deleted · Warehouse Credential Modified
warehouse deleted +: Storage Destination Deleted · Warehouses Deleted · Profiles Sync Warehouse Deleted
warehouse enabled +: Storage Destination Enabled · Warehouses Enabled
warehouse disabled +: Storage Destination Disabled · Warehouses Disabled · Profiles Sync Warehouse Disabled
warehouse validated: Storage Destination Settings Validation
warehouse failed !: Storage Destination Sync Failed · Warehouse Run Failed · Profiles Sync Warehouse Sync Failed
warehouse partial ~: Storage Destination Sync Partially Succeeded
warehouse skipped ~: Storage Destination Sync Skipped
warehouse retrieved: Profiles Sync Warehouse Retrieved
warehouse completed: Profiles Sync Historical Backfill Completed
tracking-plan created +: Tracking Plan Created
tracking-plan modified +: Tracking Plan Modified · Tracking Plan Updated · Tracking Plan Operations Updated
tracking-plan deleted +: Tracking Plan Deleted
tracking-plan inferred +: Tracking Plan Inferred
tracking-plan allowed: Tracking Plan New Event Allowed
tracking-plan blocked: Tracking Plan New Event Blocked
tracking-plan omitted: Tracking Plan New Group Trait Omitted · Tracking Plan New Identify Trait Omitted · Tracking Plan New Track Property Omitted
tracking-plan detected ~: Violations Detected
function created +: Source Function Created · Destination Function Created
function modified +: Source Function Modified · Destination Function Modified
function deleted +: Source Function Deleted · Destination Function Deleted
audience created +: Audience Created
audience modified +: Audience Modified · Activation Created
audience deleted +: Audience Deleted
audience previewed: Audience Preview Created
audience forced: Audience Run Forced
audience completed: Audience Run Complete
audience downloaded: Audience CSV Downloaded
audience added +: Destination Added into Audience
audience listed: Destinations Listed from Audience
audience failed ~: Audience Run Failed
audience failed !: Audience Destination Sync Failed
computed-trait created +: Computed Trait Created
computed-trait modified +: Computed Trait Modified
computed-trait deleted +: Computed Trait Deleted
computed-trait downloaded: Computed Trait CSV Downloaded
computed-trait failed ~: Computed Trait Run Failed
computed-trait failed !: Computed Trait Destination Sync Failed
space created +: Space Created
space modified +: Space Modified
space deleted +: Space Deleted
space broken ~: Data Graph Breaking Change
user invited +: New Segment User Invited to Workspace · Non-Segment User Invited to Workspace · Users Invited · User Invite Sent
user uninvited +: Invite Deleted · User Invite Deleted
user accepted +: User Invite Accepted
user added +: User Added via SSO
user removed +: User Removed
user modified +: User Policy Updated
user requested: Access Request Created
group created +: User Group Created
group modified +: User Group Updated · User Group Policy Updated
group deleted +: User Group Deleted
group added +: User Added To User Group · Subjects Added to Group
group removed +: User Removed From User Group · Group Memberships Deleted
label created +: Label Created
label deleted +: Label Deleted
filter created +: Filter Created · Destination Filter Created · Destination Filters Created
filter modified +: Filter Updated · Destination Filter Modified · Destination Filters Modified
filter deleted +: Filter Deleted · Destination Filter Deleted · Destination Filters Deleted
filter enabled +: Destination Filter Enabled
filter disabled +: Destination Filter Disabled
transformation created +: Transformation Created
transformation modified +: Transformation Updated
transformation deleted +: Transformation Deleted
model created +: Model Created
model modified +: Model Settings Saved
model deleted +: Model Deleted
model toggled +: Model State Change Toggled
model failed !: Reverse ETL Sync Failed
model partial ~: Reverse ETL Sync Partial Success
workspace modified +: Policy Created · Policy Deleted · Regulation Deleted · Workspace Regulation Created
workspace detected: Public API Tokens Without Owners Detected
workspace granted +: Support Access Granted
workspace login: Support Login
other published: Journey Published
other disabled +: Broadcast Disabled
other failed !: Something New Failed
`;

const marks: Readonly<Record<string, 'failure' | 'warning'>> = { '!': 'failure', '~': 'warning' };
const rows = table
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [head = '', types = ''] = line.split(/: (.*)/);
    const [resource = '', verb = '', mark = ''] = head.split(' ');
    return types
      .split(' · ')
      .map((type) => [type, { resource, verb, health: marks[mark], isChange: mark === '+' }] as const);
  });

describe('auditMeaning', () => {
  it.each(rows)('%s', (type, meaning) => {
    expect(auditMeaning(type)).toEqual(meaning);
  });

  it('does not mind case and space', () => {
    expect(auditMeaning('  destination   DISABLED ')).toEqual(auditMeaning('Destination Disabled'));
  });

  it.each([[''], ['Disabled'], ['\u001b]0;x\u0007Source Disabled'], ['x '.repeat(9000)]])('survives %j', (type) => {
    expect(auditMeaning(type).verb).not.toMatch(/[\u001b\u0007]/);
  });

  it('reads a type of one word as its verb', () => {
    expect(auditMeaning('Disabled')).toEqual({
      resource: 'other',
      verb: 'disabled',
      health: undefined,
      isChange: true,
    });
  });
});
