import { describe, expect, test } from 'vitest';
import { groundOf, guessedGround } from '../../source/terminal/ground.ts';

describe('the ground that a terminal answers', () => {
  test.each([
    ['black in four digits', '11;rgb:0000/0000/0000', 'dark'],
    ['a usual dark one', '11;rgb:1e1e/1e1e/1e1e', 'dark'],
    ['white', '11;rgb:ffff/ffff/ffff', 'light'],
    ['solarized light', '11;rgb:fdfd/f6f6/e3e3', 'light'],
    ['solarized dark', '11;rgb:0000/2b2b/3636', 'dark'],
    ['two digits', '11;rgb:fa/fa/fa', 'light'],
    ['one digit', '11;rgb:f/f/f', 'light'],
    ['three digits', '11;rgb:111/222/333', 'dark'],
    ['with an opacity', '11;rgba:ffff/ffff/ffff/8000', 'light'],
    ['in hexadecimal', '11;#FFFFE0', 'light'],
    ['pure blue, which is dark to the eye', '11;rgb:0000/0000/ffff', 'dark'],
    ['pure green, which is light to the eye', '11;rgb:0000/ffff/0000', 'light'],
    ['just below the middle', '11;rgb:7f/7f/7f', 'dark'],
    ['just above it', '11;rgb:80/80/80', 'light'],
    ['of the text', '10;rgb:ffff/ffff/ffff', undefined],
    ['no colour', '11;?', undefined],
    ['too few parts', '11;rgb:ffff/ffff', undefined],
    ['too many digits', '11;rgb:fffff/fffff/fffff', undefined],
    ['no digits', '11;rgb:gggg/gggg/gggg', undefined],
    ['more after it', '11;rgb:ffff/ffff/ffff;12;rgb:0/0/0', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, osc, ground) => {
    expect(groundOf(osc)).toBe(ground);
  });
});

test.each([
  [undefined, 'dark'],
  ['', 'dark'],
  ['15;0', 'dark'],
  ['0;15', 'light'],
  ['0;7', 'light'],
  ['0;9', 'light'],
  ['7;8', 'dark'],
  ['0;default;15', 'light'],
  ['15;default;0', 'dark'],
  ['0;default', 'dark'],
  ['0;16', 'dark'],
  ['0;99999', 'dark'],
  ['light', 'dark'],
])('without an answer COLORFGBG %s is %s', (told, ground) => {
  expect(guessedGround({ COLORFGBG: told })).toBe(ground);
});
