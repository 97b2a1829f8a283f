/** Addresses that outsiders must not make us call: this machine, its network, and metadata services of clouds. */
import { BlockList, isIP } from "node:net";

const closed = new BlockList();
const v4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
for (const [net, prefix] of v4) closed.addSubnet(net, prefix, "ipv4");

/** For IPv6 only the global unicast range is allowed, without addresses that embed IPv4 or are for documentation. */
const open = new BlockList();
open.addSubnet("2000::", 3, "ipv6");
const v6: [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];
for (const [net, prefix] of v6) closed.addSubnet(net, prefix, "ipv6");

/** True for an address of the public internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !closed.check(address, "ipv4");
  return version === 6 && open.check(address, "ipv6") && !closed.check(address, "ipv6");
}

export const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === "https:" ? 443 : 80));

/** The web's ports, and those on which no system service listens. */
export const isOpenPort = (port: number): boolean => port === 80 || port === 443 || port >= 1024;
