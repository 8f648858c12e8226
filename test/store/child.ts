import { storesOf } from '../../source/store/open-store.ts';

/**
 * One program of the host, for tests that end it: opens the store, does what it is told, and says so on a line.
 * argv: state folder, what to do, a name of its own
 */
const [, , stateDir = '', task = '', name = ''] = process.argv;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const stores = storesOf({
  stateDir,
  secret: 'sgp_first',
  scope: ['https://api.example', '1'],
  report: ({ message }) => say(`problem ${message}`),
});
const store = (await stores.of('w'))?.store;
if (!store) say('no store');
else if (task === 'hold') {
  say(store.claim('a', { fetchedAfter: 0, askedFrom: 0, priority: 1 }));
  setInterval(() => undefined, 60_000);
} else {
  const at = Date.now();
  const size = task === 'fill' ? 300_000 : 100;
  for (let key = 0; key < 20; key += 1) {
    const noise = Array.from({ length: size / 8 }, (_, index) => Math.sin(index * (key + 1)));
    store.keep(`${name} ${key}`, { data: noise, problems: [], fetchedAt: at, askedAt: at });
    store.flush();
  }
  say(
    `kept ${Array.from({ length: 20 }, (_, key) => store.answer(`${name} ${key}`)).filter((found) => found !== undefined).length}`,
  );
  store.close();
}
