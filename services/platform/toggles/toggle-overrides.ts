/** What toggles are in an organization. */
import { fail } from "../../../shared/errors.ts";
import { hasScope } from "../../../shared/meta.ts";
import { command, query } from "../../../shared/service/operation.ts";
import type { Tx } from "../../../shared/service/tx.ts";
import * as declared from "./declarations.ts";
import { type ToggleOverride, toggleOverride } from "./feature-toggle.ts";
import { fits, refuseMisfit, told } from "./values.rules.ts";

async function keepOverride(
  tx: Tx,
  before: ToggleOverride | null,
  own: { toggle_id: string; value: string },
) {
  return before ? tx.save(toggleOverride, before, { value: own.value }) : tx.insert(toggleOverride, own);
}

export const setToggleOverride = command(declared.setToggleOverride, {
  gather: (call, { toggle_id }) => call(declared.getFeatureToggle, { id: toggle_id }),
  verifies: ["toggle_id"],
  async run(tx, { toggle_id, value }, { type }) {
    const before = await tx.findOne(toggleOverride, { toggle_id });
    if (value == null) {
      if (before) await tx.purge(toggleOverride, before);
      return { override_id: null };
    }
    refuseMisfit(type, value, "/value");
    const { id } = await keepOverride(tx, before, { toggle_id, value });
    return { override_id: id };
  },
});

const refused = (kind: "not_found" | "unprocessable", code: string, message: string, resolution: object) =>
  fail(kind, message, { errors: [{ pointer: "/identifier", code, message }], resolution });

export const checkFeatureToggle = query(
  declared.checkFeatureToggle,
  async (reader, { identifier, type: wished }, call) => {
    const { toggle } = await call(declared.featureToggleNamed, { identifier });
    const asked = { identifier, tenant_id: reader.org.id };
    if (!toggle)
      throw refused("not_found", "missing_toggle", `There is no feature toggle '${identifier}'.`, {
        ...{ ...asked, toggle_id: null, source: "missing", type: wished ?? null },
      });
    const { id: toggle_id, type, default_value: fallback } = toggle;
    const override = (await reader.findOne(toggleOverride, { toggle_id }))?.value;
    const isOwner = hasScope(reader.meta, "purge:organization");
    const { value, source } = told(type, { override, fallback, isOwner });
    const resolution = { ...asked, toggle_id, source, type };
    if (wished && wished !== type)
      throw refused("unprocessable", "type_mismatch", `'${identifier}' is of the type ${type}.`, resolution);
    // The toggle had another type when the value was set.
    if (!fits(type, value))
      throw refused(
        "unprocessable",
        "invalid_value",
        `The value of '${identifier}' is no ${type}.`,
        resolution,
      );
    return { toggle_id, identifier, type, value, source };
  },
);
