import { describe, expect, it } from 'vitest';
import { activities, activityName } from '../../../../source/domain/audit/activities.ts';
import { ReadError } from '../../../../source/domain/problem.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { refusal } from '../../scenarios.ts';
import { type Act, actOn, type Stage, stageOf } from '../../stage.ts';

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
  it('lists users, groups, invites and roles; roles that the list leaves out come user by user', async () => {
    const act = await dashboard();
    const text = await press(act, '0', 'l');
    expect(text).toMatch(/Users {2}10/);
    expect(text).toMatch(/Users {2}10\s/);
    expect(text).toMatch(/Ana Ferreira +ana@acme\.example +Workspace Owner/);
    expect(text).toMatch(/Groups {2}3/);
    expect(text).toMatch(/On-call +4 members +Source Read-only, Warehouse Read-only/);
    expect(text).toMatch(/Invited, not yet in {2}2/);
    expect(text).toMatch(/Workspace Owner +Reads and changes everything/);
    await press(act, 'y');
    expect(act.copied).toEqual(['ana@acme.example']);
  });

  it('says of how many users the roles are read, and why those of one could not be', async () => {
    const asked: string[] = [];
    const act = await dashboard((backend) => ({
      ...backend,
      users: async () => ({
        value: ['a', 'b', 'c', 'd'].map((id) => ({ id, name: sanitise(`User ${id}`), email: t`` })),
        problems: [],
      }),
      user: async (id) => {
        asked.push(id);
        if (id === 'b') throw refusal('server', 500);
        const role = { roleId: 'r', role: t`Source Admin`, resources: [] };
        const told = id === 'a' ? { permissions: [role] } : id === 'c' ? { permissions: [] } : {};
        return { value: { id, name: t`User`, email: t``, ...told }, problems: [] };
      },
    }));
    const text = await press(act, '0', 'l');
    expect(asked.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(text).toMatch(/Users {2}4 {2}roles of 2 of 4 read +│/);
    expect(text).toMatch(/User a +Source Admin/);
    expect(text).toMatch(/User b +server error \(500\)/);
    expect(text).toMatch(/User c +no role/);
    expect(text).toMatch(/User d +–/);
  });

  it('reads no more users than come into sight', async () => {
    const asked = new Set<string>();
    const many = Array.from({ length: 500 }, (_, index) => `u${index}`);
    const act = await dashboard((backend) => ({
      ...backend,
      users: async () => ({ value: many.map((id) => ({ id, name: sanitise(id), email: t`` })), problems: [] }),
      user: async (id) => {
        asked.add(id);
        return { value: { id, name: t`User`, email: t``, permissions: [] }, problems: [] };
      },
    }));
    expect(await press(act, '0', 'l')).toMatch(/Users {2}500 {2}roles of 59 of 500 read so far/);
    expect([asked.size, asked.has('u0'), asked.has('u58'), asked.has('u59')]).toEqual([59, true, true, false]);
    await press(act, '/', ...'u499', 'enter');
    expect([asked.size <= 59 + 60, asked.has('u499')]).toEqual([true, true]);
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
  expect(names.filter((name) => name !== 'user').toSorted()).toEqual(['invites', 'roles', 'userGroups', 'users']);
  expect(names.filter((name) => name === 'user')).toHaveLength(10);
  await press(act, 'l');
  expect(names.slice(14)).toEqual(['labels']);
});

it('every activity is listed once, under one name for all eras', () => {
  const names = activities.flatMap(([, list]) => list.map((name) => activityName(name)));
  expect(names).toHaveLength(new Set(names).size);
  for (const old of ['Integrations Disabled', 'Integration Disabled', 'Destination Disabled'])
    expect(activityName(old)).toBe('destination disabled');
});
