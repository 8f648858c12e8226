// The least that a program on Node can do for a key: reads it in raw mode and writes one row. Nothing can be faster.
process.stdin.setRawMode(true);
process.stdout.write('\u001b[2J\u001b[Hready');
let pressed = 0;
process.stdin.on('data', () => {
  pressed += 1;
  process.stdout.write(`\u001b[5;1H${`a row ${pressed}`.padEnd(process.stdout.columns - 1)}`);
});
