/**
 * A process's resources for its services, attached to the broker that hosts them, so that loading a service
 * file needs nothing else.
 */
import type { ServiceBroker } from "moleculer";
import type { Host } from "./runtime.ts";

const hosts = new WeakMap<ServiceBroker, Host>();

/** Call this before the broker starts its services. */
export const provideHost = (broker: ServiceBroker, host: Host): void => void hosts.set(broker, host);

export function hostOf(broker: ServiceBroker): Host {
  const host = hosts.get(broker);
  if (!host) throw new TypeError("The broker has no host: start it with the options of moleculer.config.ts.");
  return host;
}

/** A broker middleware for an existing host. */
export const hosting = (host: Host) => ({
  name: "Host",
  created: (broker: ServiceBroker) => provideHost(broker, host),
});
