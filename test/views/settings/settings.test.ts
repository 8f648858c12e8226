import { describe, expect, it } from 'vitest';
import { activities, activityName } from '../../../source/domain/activities.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import type { Backend } from '../../../source/workspace/backend.ts';
import { type Act, actOn, type Stage, stageOf } from '../stage.ts';

let whole: Promise<Stage> | undefined;

async function dashboard(spoil?: (backend: Backend) => Backend): Promise<Act> {
  whole ??= stageOf('everything');
  const act = actOn(await (spoil ? stageOf('everything', spoil) : whole));
  await act.settled();
  return act;
}

async function press(act: Act, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) {
    act.press(key);
    await act.settled();
  }
  return act.text();
}

const closed = () =>
  Promise.reject(new ReadError({ kind: 'no-access', status: 403, operation: t`GET /users`, message: t`no` }));

/** As a token without the role of an owner finds the workspace. */
const member = (backend: Backend): Backend => ({
  ...backend,
  users: closed,
  userGroups: closed,
  invites: closed,
  roles: closed,
});

describe('Workspace (T-01, T-02)', () => {
  it('shows what it is, locked with the role that may change it, and what only the web app has', async () => {
    const act = await dashboard();
    const text = await press(act, '0');
    expect(text).toMatch(/Name +Acme Production {2}\[locked\] Workspace Owner/);
    expect(text).toMatch(/Slug +acme-prod/);
    for (const name of ['Audit forwarding', 'Access tokens', 'Sign-in', 'Plan and billing'])
      expect(text).toContain(name);
    await press(act, 'o', 'y');
    expect(act.copied).toEqual(['https://app.segment.com/acme-prod/settings', 'Acme Production']);
  });

  it('leads to usage (T-06)', async () => {
    const act = await dashboard();
    expect(await press(act, '0', '/', ...'Usage', 'enter', 'enter')).toMatch(/Home › Settings \/Usage › Usage/);
  });
});

describe('Access (W-06)', () => {
  it('lists users, groups, invites and roles; roles that the list leaves out are unknown, not none', async () => {
    const act = await dashboard();
    const text = await press(act, '0', 'l');
    expect(text).toMatch(/Users {2}10/);
    expect(text).toMatch(/Ana Ferreira +ana@acme\.example +–/);
    expect(text).toMatch(/Groups {2}3/);
    expect(text).toMatch(/On-call +4 members +Source Read-only, Warehouse Read-only/);
    expect(text).toMatch(/Invited, not yet in {2}2/);
    expect(text).toMatch(/Workspace Owner +Reads and changes everything/);
    await press(act, 'y');
    expect(act.copied).toEqual(['ana@acme.example']);
  });

  it('shows roles where the answer has them', async () => {
    const act = await dashboard((backend) => ({
      ...backend,
      users: async () => ({
        value: [
          {
            id: 'u',
            name: t`Ana`,
            email: t`ana@acme.example`,
            permissions: [
              { roleId: 'r', role: t`Source Admin`, resources: [{ id: 's', type: t`SOURCE` }] },
              { roleId: 'q', role: t`Workspace Member`, resources: [{ id: 'w', type: t`WORKSPACE` }] },
            ],
          },
          { id: 'v', name: t`Ben`, email: t``, permissions: [] },
        ],
        problems: [],
      }),
    }));
    const text = await press(act, '0', 'l');
    expect(text).toMatch(/Ana +ana@acme\.example +Source Admin \(1\), Workspace Member/);
    expect(text).toMatch(/Ben +no role/);
    expect(text).not.toMatch(/leaves their roles out/);
  });

  it('names the role that is needed where the token has no access', async () => {
    const act = await dashboard(member);
    const text = await press(act, '0', 'l');
    expect(text.match(/\[locked\] no access \(403\) {2}needs a token of a Workspace Owner/g)).toHaveLength(4);
  });
});

describe('the other tabs', () => {
  it('Labels: how many sources carry each', async () => {
    const act = await dashboard();
    expect(await press(act, '0', 'l', 'l')).toMatch(/team:payments +2 sources/);
  });

  it('Preferences: what is in force, unknown allowances as –', async () => {
    const act = await dashboard();
    const text = await press(act, '0', 'l', 'l', 'l');
    expect(text).toMatch(/Changes +read-only/);
    expect(text).toMatch(/Period +last 24 hours/);
    expect(text).toMatch(/API calls +12,000,000/);
    expect(text).toMatch(/MTUs +–/);
    expect(await press(act, 't')).toMatch(/Period +last 7 days/);
  });

  it('Notifications: a switch for each kind, and how often it happened (T-04, T-05)', async () => {
    const act = await dashboard();
    const text = await press(act, '0', 'h');
    expect(text).toMatch(/Your own actions never come up/);
    expect(text).toMatch(/Destination Disabled +1× +.*ago +ci-deploy/);
    expect(text).toMatch(/Source Created +none/);
    expect(text).toMatch(/In-app +E-mail +Slack/);
    expect(await press(act, '/', ...'Destination Disabled', 'enter', 'space')).toMatch(
      /\[ \] +– +– +Destination Disabled/,
    );
    expect(act.store.getState().local.notifications.off).toEqual(['destination disabled']);
    expect(await press(act, 'enter')).toMatch(/\[x\] +– +– +Destination Disabled/);
  });

  it('an unread trail is unknown, not none', async () => {
    const act = await dashboard((backend) => ({ ...backend, auditEvents: closed }));
    const text = await press(act, '0', 'h');
    expect(text).toMatch(/Audit trail: no access \(403\)/);
    expect(text).toMatch(/Source Created +–/);
  });
});

it('reads only what the open tab shows', async () => {
  const names: string[] = [];
  const act = await dashboard(
    (backend) =>
      new Proxy(backend, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]): unknown => {
            if (name !== 'wire') names.push(String(name));
            return member.apply(target, given);
          };
        },
      }),
  );
  names.length = 0;
  await press(act, '0');
  expect(names).toEqual([]);
  await press(act, 'l');
  expect(names.toSorted()).toEqual(['invites', 'roles', 'userGroups', 'users']);
  await press(act, 'l');
  expect(names.slice(4)).toEqual(['labels']);
});

it('every activity is listed once, under one name for all eras', () => {
  const names = activities.flatMap(([, list]) => list.map((name) => activityName(name)));
  expect(names).toHaveLength(new Set(names).size);
  for (const old of ['Integrations Disabled', 'Integration Disabled', 'Destination Disabled'])
    expect(activityName(old)).toBe('destination disabled');
});
