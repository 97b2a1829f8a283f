/** Loaded into a broker, it asks its node to serve HTTP (`app/node.ts`); the server itself is the service `api`. */
import type { ServiceSchema } from "moleculer";

const gateway: ServiceSchema = { name: "gateway" };

export default gateway;
