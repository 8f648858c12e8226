/** Whether the text is an http(s) address without a user name or password in it. */
export function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return (url?.protocol === 'https:' || url?.protocol === 'http:') && url.username === '' && url.password === '';
}

/** Whether a token sent there could be read on the way: http to anything but this machine. */
export function isExposed(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'http:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** An address that was typed wrong may hold a password before its host: without it. */
export const withoutLogin = (address: string): string => address.replace(/\/\/.*@/, '//(hidden)@');
