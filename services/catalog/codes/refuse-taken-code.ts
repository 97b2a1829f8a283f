/** A code is there once, also when its row was deleted (DEL-2, DEL-9). Two that come at once are decided by the index. */
import { fail } from "../../../shared/errors.ts";
import type { AnyResource } from "../../../shared/resource/resource.ts";
import { typedAs } from "../../../shared/resource/words.ts";
import type { Tx } from "../../../shared/service/tx.ts";

/** 409 with the row that has the code; one that is deleted can be restored. */
export async function refuseTakenCode(
  tx: Tx,
  resource: AnyResource,
  { id, code }: { id?: string; code: string | undefined },
): Promise<void> {
  if (code === undefined) return;
  const [found] = await tx.find(resource, typedAs(resource, "code", code), { limit: 1 });
  if (!found || found.id === id) return;
  const { deleted_at } = found;
  const message = deleted_at
    ? `A deleted ${resource.name} has the code '${code}': restore it.`
    : `Another ${resource.name} has the code '${code}'.`;
  throw fail("conflict", message, {
    existing: { id: found.id, code: found.code, deleted_at },
    errors: [{ pointer: "/code", code: "taken", message }],
  });
}
