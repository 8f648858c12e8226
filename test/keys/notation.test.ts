import { describe, expect, test } from 'vitest';
import { readKey } from '../../source/keys/notation.ts';
import { pressOf } from '../../source/keys/strokes.ts';

describe('a key of a configuration', () => {
  const names = 'enter esc tab shift+tab space ctrl+space backspace delete up down left right home end pgup pgdn';
  test.each(names.split(' '))('%s is written as it is called, in any case', (name) => {
    expect([readKey(name), readKey(name.toUpperCase())]).toEqual([{ stroke: name }, { stroke: name }]);
  });

  test.each([
    ['Escape', 'esc'],
    ['return', 'enter'],
    ['PageUp', 'pgup'],
    ['PageDown', 'pgdn'],
    ['Del', 'delete'],
    ['BackTab', 'shift+tab'],
    [' ', 'space'],
    ['j', 'j'],
    ['G', 'G'],
    ['!', '!'],
    ['ж', 'ж'],
    ['e\u0301', 'e\u0301'],
    ['shift+z', 'Z'],
    ['shift+ж', 'Ж'],
    ['alt+f', 'alt+f'],
    ['Alt+F', 'alt+F'],
    ['Ctrl+D', 'ctrl+d'],
    ['ctrl+\\', 'ctrl+\\'],
    ['Ctrl+]', 'ctrl+]'],
    ['ctrl+^', 'ctrl+^'],
    ['CTRL+_', 'ctrl+_'],
    ['  g   g ', 'g g'],
    ['g Home', 'g home'],
  ])('%j is %s', (text, stroke) => expect(readKey(text)).toEqual({ stroke }));

  test.each([
    ['', 'is no key; null takes the keys away'],
    ['\t', 'is no key; null takes the keys away'],
    ['ctrl+m', 'reaches a program as enter'],
    ['Ctrl+J', 'reaches a program as enter'],
    ['ctrl+i', 'reaches a program as tab'],
    ['ctrl+[', 'reaches a program as esc'],
    ['ctrl+h', 'reaches a program as backspace'],
    ['ctrl+@', 'reaches a program as ctrl+space'],
    ['ctrl+/', 'reaches a program as ctrl+_'],
    ['ctrl+;', 'is not sent by terminals'],
    ['F5', 'is a function key, which terminals send in different ways'],
    ['f12', 'is a function key, which terminals send in different ways'],
    ['ctrl+1', 'is not sent by terminals'],
    ['shift+1', 'is not sent by terminals'],
    ['Cmd+k', 'is not sent by terminals'],
    ['alt+enter', 'is not sent by terminals'],
    ['jj', 'is no key; write it like j, G, ctrl+d, space or g g'],
    ['f123', 'is no key; write it like j, G, ctrl+d, space or g g'],
    ['constructor', 'is no key; write it like j, G, ctrl+d, space or g g'],
    ['__proto__', 'is no key; write it like j, G, ctrl+d, space or g g'],
    ['\u200b', 'is no key; write it like j, G, ctrl+d, space or g g'],
    ['g F5', 'is a function key, which terminals send in different ways'],
  ])('%j is none: it %s', (text, why) => expect(readKey(text)).toEqual({ why }));
});

test('every key that a control byte is can be written, unless it is another key for a program', () => {
  for (let code = 0; code < 0x20; code += 1) {
    const { stroke } = pressOf(String.fromCharCode(code));
    expect([code, readKey(stroke)]).toEqual([code, { stroke }]);
  }
});
