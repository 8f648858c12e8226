import { test } from 'vitest';
import { demoTerminal } from '../harness/terminal/in-process.ts';

test('G-01 the palette finds a page, a source, a destination and an error code by their names', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], cols: 120, rows: 40 });
  await terminal.waitFor(/LOST/);
  terminal.send(':kiosk');
  await terminal.waitFor(/❯kiosk_http +source/);
  terminal.press('enter');
  await terminal.waitFor(/Home › kiosk_http/);
  terminal.send(':brazeweb');
  await terminal.waitFor(/❯Braze ← Web \(prod\) +destination/);
  terminal.press('ctrl+u');
  terminal.send('401');
  await terminal.waitFor(/❯401 Credentials refused +error code/);
  terminal.press('enter');
  await terminal.waitFor(/Failing with it now[\s\S]+Braze ← Web \(prod\)/);
  terminal.send(':usage\r');
  await terminal.waitFor(/Home › Usage/);
});

test('G-02 W-04 help prints the links to support and to the video tour, and every page the age of its data', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], cols: 80, rows: 24 });
  await terminal.waitFor(/Updated just now/);
  terminal.press('?');
  await terminal.waitFor(
    /Support +https:\/\/segment\.com\/help\/contact\/[\s\S]+Video tour +https:\/\/university\.segment\.com\//,
  );
  terminal.press('y');
  await terminal.waitFor(/Copied.*: the links to support and tour/);
});

test('H-15 in the graph of a panel left and right show the time and the value of a bucket', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], cols: 120, rows: 40 });
  await terminal.waitFor(/failed deliveries in [0-9.]+/);
  terminal.press('tab', 'k');
  await terminal.waitFor(/\d\d:\d\d–\d\d:\d\d {2}[\d,]+ failed so far/);
  terminal.press('left');
  await terminal.waitFor(/\d\d:00–\d\d:00 {2}[\d,]+ failed(?! so far)/);
});
