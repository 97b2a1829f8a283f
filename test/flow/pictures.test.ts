/** A body larger than NATS' usual megabyte reaches a service in another process. */
import sharp from "sharp";
import { dataUri } from "../support/pictures.ts";
import { startCluster } from "../support/processes.ts";

test("a picture of more than a megabyte is classified by inventory in a process of its own", async () => {
  const cluster = await startCluster();
  try {
    const noise = Buffer.from(
      Array.from({ length: 800 * 800 * 3 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 13) & 255),
    );
    const raw = { width: 800, height: 800, channels: 3 } as const;
    const large = await sharp(noise, { raw }).png({ compressionLevel: 0 }).toBuffer();
    const found = await cluster.owner.post("/classify", { images: [dataUri(large)] });
    expect(found).toMatchObject({ status: 200, body: { provider: "heuristic" } });
  } finally {
    await cluster.stop();
  }
}, 90_000);
