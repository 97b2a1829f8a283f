/** A process that starts the service of the kernel's tests and stays in the second batch of a migration, until it is killed. */
import { ServiceBroker } from "moleculer";
import { inProcessCarrier } from "../../shared/events/in-process.ts";
import { serviceSchema } from "../../shared/service/define-service.ts";
import { hosting } from "../../shared/service/host.ts";
import { migrating, stockWith } from "../service/kernel-support.ts";
import { TEST_KEY } from "./key.ts";

const [mongo_url = "", namespace = ""] = process.argv.slice(2);
const silent = () => undefined;
let batches = 0;
const stuck = migrating(async () => {
  batches += 1;
  if (batches < 2) return;
  process.stdout.write("stuck\n");
  await new Promise(silent);
});
const host = {
  ...{ mongo_url, namespace, carrier: inProcessCarrier(), secret_key: TEST_KEY },
  log: { info: silent, warn: silent, error: silent },
};
const broker = new ServiceBroker({ logger: false, validator: false, middlewares: [hosting(host)] } as never);
broker.createService(serviceSchema(stockWith({ migrations: [stuck] })));
await broker.start();
