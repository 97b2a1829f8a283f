/** What a process gives to its services: kept by the broker that hosts them, so that a service file needs nothing else to be loaded. */
import type { ServiceBroker } from "moleculer";
import type { Host } from "./runtime.ts";

const hosts = new WeakMap<ServiceBroker, Host>();

/** To be called before the broker starts its services. */
export const provideHost = (broker: ServiceBroker, host: Host): void => void hosts.set(broker, host);

export function hostOf(broker: ServiceBroker): Host {
  const host = hosts.get(broker);
  if (!host) throw new TypeError("The broker has no host: start it with the options of moleculer.config.ts.");
  return host;
}

/** A broker middleware for a host that is there already. */
export const hosting = (host: Host) => ({
  name: "Host",
  created: (broker: ServiceBroker) => provideHost(broker, host),
});
