/** The verifier's breaches in a test's databases, after queued work is done. */
import { verify } from "../../app/verify/verify.ts";
import { TEST_KEY } from "./key.ts";

export async function breachesIn(
  { mongo_url, namespace }: { mongo_url: string; namespace: string },
  settle_ms = 20_000,
): Promise<string[]> {
  const results = await verify({ mongo_url, namespace, secret_key: TEST_KEY, settle_ms });
  return results.flatMap(({ check, breaches }) =>
    [...breaches].map(([id, what]) => `${check} ${id}: ${what}`),
  );
}
