import { slugOf } from "../../../shared/resource/slug.ts";
import { folded, keyOf, typedAs } from "../../../shared/resource/words.ts";
import { command } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { termResources } from "./kinds.ts";
import type { brand } from "./taxonomy.ts";

/** The term with this name, restored if it was deleted; otherwise one whose name differs in accents only. */
async function termNamed(tx: Tx, resource: typeof brand, name: string) {
  const found = await tx.find(resource, {
    $or: [typedAs(resource, "name", name), { slug: slugOf(name), deleted_at: null }],
  });
  const exact = found.filter((each) => keyOf(each.name) === keyOf(name));
  // The tenant's own term comes before one of the system.
  const same = exact.find((each) => !each.system) ?? exact[0];
  if (same?.deleted_at) return tx.save(resource, same, { deleted_at: null }, { verb: "restored" });
  return same ?? found.find((each) => folded(each.name) === folded(name));
}

export const ensureTerms = command(declared.ensureTerms, async (tx, { wanted }) => {
  const answers = [];
  for (const { kind, name } of wanted) {
    const resource = termResources[kind] as typeof brand;
    const term =
      (await termNamed(tx, resource, name)) ??
      (await tx.insert(resource, { name, slug: await tx.slug(resource, name) }));
    answers.push({ kind, id: term.id, slug: String(term.slug), name: String(term.name) });
  }
  return answers;
});
