type Environment = Readonly<Record<string, string | undefined>>;

/** The user sits at this machine and it has a screen: a browser that opens here is one that can be seen. */
export function canOpenLinks(env: Environment, platform: NodeJS.Platform): boolean {
  if (env.BROWSER === 'none' || env.SSH_TTY || env.SSH_CONNECTION) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Opens a link in the user's browser. Never rejects: the link is on the clipboard too. */
export async function openLink(link: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const browser = await open(link);
    browser.on('error', () => undefined);
  } catch {
    // Nothing to open it with: what was copied is left.
  }
}
