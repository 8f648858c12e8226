import { describe, expect, it } from 'vitest';
import { keptStore, type StoreDoor } from '../../../source/app/kept/store.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { storesOf } from '../../../source/store/open-store.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { hoursSeen } from '../../../source/workspace/polling/hours-seen.ts';
import { Poller } from '../../../source/workspace/polling/poller.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { sources, workspace } from '../../../source/workspace/resources/common.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { type FakeClock, fakeClock, settle } from '../../harness/world-clock.ts';
import { visible } from '../../workspace/poller-stage.ts';

/** A door to stores of one folder whose token can be renewed. */
function doorTo(stateDir: string, clock: FakeClock, first = 'sgp_first') {
  let secret = first;
  let renewed = (): void => undefined;
  const door: StoreDoor = {
    open: async (report) => storesOf({ stateDir, secret, scope: [], clock, report }),
    onRenewed: (listener) => {
      renewed = listener;
    },
  };
  return {
    door,
    renew: (token: string) => {
      secret = token;
      renewed();
    },
  };
}

/** A dashboard's part of it, over a workspace of this id. */
function dashboard(door: StoreDoor | undefined, clock: FakeClock, id = 'w') {
  const reads: string[] = [];
  const answered =
    <T>(name: string, value: T) =>
    async () => {
      reads.push(name);
      return { value, problems: [] };
    };
  const backend = {
    workspace: answered('workspace', { id, slug: t`acme`, name: t`Acme` }),
    sources: answered('sources', []),
    wire: () => ({}),
  } as unknown as Backend;
  const poller = new Poller({ backend, clock, random: () => 0, onChange: () => memory.follow() });
  const memory = keptStore({ door, poller, report: () => undefined });
  const end = () => {
    poller.stop();
    memory.end();
  };
  return { poller, memory, reads, end };
}

const needs = [workspace, sources].map((resource) => visible(resource as Resource<unknown>));

/** Files are opened for as long as the disk takes. */
const until = (holds: () => boolean) => expect.poll(holds, { interval: 5, timeout: 5000 }).toBe(true);

describe('the store of the open workspace', () => {
  it('is found by the token at the next start, before anything is asked', async () => {
    const clock = fakeClock();
    const stateDir = await temporaryFolder();
    const first = dashboard(doorTo(stateDir, clock).door, clock);
    await first.memory.last();
    first.poller.want(needs);
    await clock.advance(100);
    const again = doorTo(stateDir, clock).door;
    await until(() => first.reads.length === 2);
    await expect.poll(async () => (await (await again.open(() => undefined)).last())?.workspaceId).toBe('w');
    await clock.advance(1000);
    first.end();
    const next = dashboard(again, clock);
    await next.memory.last();
    expect(next.poller.snapshot(workspace)).toMatchObject({ data: { name: 'Acme' }, recalled: true });
    expect(next.poller.snapshot(sources).data).toEqual([]);
    next.poller.want(needs);
    await clock.advance(2000);
    expect(next.reads).toEqual([]);
    await clock.advance(minute);
    expect(next.reads).toEqual(['workspace']);
    next.end();
  });

  it('gives what this host has seen by the hour, and nothing where nothing is kept', async () => {
    const clock = fakeClock();
    const { poller, memory, end } = dashboard(doorTo(await temporaryFolder(), clock).door, clock);
    const at = clock.now() - (clock.now() % hour) - hour;
    const window = { start: at, end: at + hour };
    const seen = () => poller.snapshot(hoursSeen).data?.of('source:s', 'received', window);
    // Asked before a store is open it has seen nothing yet.
    expect(seen()).toEqual([]);
    poller.want(needs);
    await clock.advance(100);
    await until(() => memory.current() !== undefined);
    const told = { thing: 'source:s', measure: 'received', window, readAt: at + hour } as const;
    memory.current()?.store.see([{ ...told, series: [{ at, count: 4 }] }]);
    await clock.advance(minute);
    await expect.poll(seen).toEqual([{ at, count: 4, until: at + hour }]);
    end();
    const alone = dashboard(undefined, clock);
    expect(alone.poller.snapshot(hoursSeen).data).toBeUndefined();
    alone.end();
  });

  it('of another token is not opened, and that of a token that took its place is', async () => {
    const clock = fakeClock();
    const stateDir = await temporaryFolder();
    const { door, renew } = doorTo(stateDir, clock);
    const first = dashboard(door, clock);
    first.poller.want(needs);
    await clock.advance(100);
    await expect.poll(async () => (await (await door.open(() => undefined)).last())?.workspaceId).toBe('w');
    renew('sgp_second');
    await expect.poll(async () => (await (await door.open(() => undefined)).last())?.workspaceId).toBe('w');
    await clock.advance(1000);
    first.end();
    const stranger = dashboard(doorTo(stateDir, clock, 'sgp_third').door, clock);
    await stranger.memory.last();
    expect(stranger.poller.snapshot(workspace).data).toBeUndefined();
    stranger.end();
    const second = dashboard(doorTo(stateDir, clock, 'sgp_second').door, clock);
    await second.memory.last();
    expect(second.poller.snapshot(workspace).data?.name).toBe('Acme');
    second.end();
  });

  it('gives way to that of the workspace that the token opens by now', async () => {
    const clock = fakeClock();
    const stateDir = await temporaryFolder();
    const { door } = doorTo(stateDir, clock);
    const stores = await door.open(() => undefined);
    await stores.remember('old');
    const old = await stores.of('old');
    old?.store.keep('sources', {
      data: [{ id: 'of old' }],
      problems: [],
      fetchedAt: clock.now(),
      askedAt: clock.now(),
    });
    old?.store.close();
    const now = dashboard(door, clock, 'new');
    await now.memory.last();
    expect(now.poller.snapshot(sources).data).toEqual([{ id: 'of old' }]);
    now.poller.want(needs);
    await clock.advance(100);
    await expect.poll(async () => (await stores.last())?.workspaceId).toBe('new');
    await expect
      .poll(async () => {
        await clock.advance(300);
        return now.poller.snapshot(sources).data;
      })
      .toEqual([]);
    now.end();
  });

  it('is none for the demo', async () => {
    const clock = fakeClock();
    const demo = dashboard(undefined, clock);
    await demo.memory.last();
    demo.poller.want(needs);
    await clock.advance(100);
    await settle();
    expect(demo.reads).toEqual(['workspace', 'sources']);
    demo.end();
  });
});
