/** NATS_URL as its client wants it, which reads neither user nor password out of an address. */
export type NatsAccess = { servers: string[]; user?: string; pass?: string; token?: string };

/** One or more addresses, separated by commas; a name alone is a token. Throws what `URL` throws. */
export function natsAccess(urls: string): NatsAccess {
  const parsed = urls.split(",").map((each) => new URL(each));
  const [user = "", pass = ""] =
    parsed
      .map(({ username, password }) => [username, password].map(decodeURIComponent))
      .find(([name]) => name) ?? [];
  return {
    servers: parsed.map(({ protocol, host }) => `${protocol}//${host}`),
    ...(user && pass ? { user, pass } : user ? { token: user } : {}),
  };
}
