/** NATS_URL in the form its client needs, as the client reads neither user nor password from an address. */
import { provisionError } from "../provision/provision-error.ts";

export type NatsAccess = { servers: string[]; user?: string; pass?: string; token?: string };

export const unreadable = (why: string): string =>
  `NATS_URL cannot be read (${why}): write it like nats://host:4222.`;

/**
 * One or more addresses, separated by commas; a name alone is a token. Throws a provision error for an
 * invalid address.
 */
export function natsAccess(urls: string): NatsAccess {
  try {
    return accessOf(urls);
  } catch (error) {
    throw provisionError(unreadable((error as Error).message), error);
  }
}

function accessOf(urls: string): NatsAccess {
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
