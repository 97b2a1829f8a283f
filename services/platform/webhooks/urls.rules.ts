/** Allowed addresses of webhooks (WHK-5) by their text. The connection checks the resolved address. */
import { isIP } from "node:net";
import { isOpenPort, isPublicAddress, portOf } from "../../../shared/net/addresses.ts";
import { hostsIn, type ServiceSettings } from "../../../shared/service/settings.ts";

export type UrlPolicy = {
  /** Each "host:port" that the operator lists is allowed, whatever its address and scheme. */
  allowed_hosts: readonly string[];
  allow_http: boolean;
};

/** The violation as one sentence, or null. */
export function refusedUrl(text: string, { allowed_hosts, allow_http }: UrlPolicy): string | null {
  if (!URL.canParse(text)) return "This is no URL.";
  const url = new URL(text);
  const { protocol, hostname, username, password } = url;
  if (protocol !== "https:" && protocol !== "http:") return "Only https URLs can be called.";
  if (username || password) return "A user name or password in a URL is not sent; leave it out.";
  const port = portOf(url);
  if (allowed_hosts.includes(`${hostname}:${port}`)) return null;
  if (protocol === "http:" && !allow_http)
    return `Only https URLs can be called, unless the operator lists ${hostname}:${port} in WEBHOOKS_ALLOWED_HOSTS.`;
  if (!isOpenPort(port)) return "Of the ports only 80, 443 and those from 1024 on can be called.";
  const host = hostname.replace(/^\[|\]$/g, "");
  const inside =
    host === "localhost" || host.endsWith(".localhost") || (isIP(host) && !isPublicAddress(host));
  return inside
    ? `The address is not one of the public internet, and the operator does not list ${hostname}:${port} in WEBHOOKS_ALLOWED_HOSTS.`
    : null;
}

/** The addresses that the operator allows in addition to https on the public internet. */
export const urlPolicyOf = (settings: ServiceSettings): UrlPolicy => ({
  allowed_hosts: hostsIn(settings, "WEBHOOKS_ALLOWED_HOSTS"),
  allow_http: settings.WEBHOOKS_ALLOW_HTTP === "yes",
});
