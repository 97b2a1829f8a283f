import { flow } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { featureToggle } from "./feature-toggle.ts";
import { changeInstallation } from "./in-installation.ts";
import { refuseMisfit } from "./values.rules.ts";

export const createFeatureToggle = flow(declared.createFeatureToggle, (context, input) => {
  refuseMisfit(input.type, input.default_value, "/default_value");
  return changeInstallation(context, declared.createFeatureToggle.name, (tx) =>
    tx.insert(featureToggle, input),
  );
});

export const changeFeatureToggle = flow(declared.changeFeatureToggle, (context, { id, ...changes }) =>
  changeInstallation(context, declared.changeFeatureToggle.name, async (tx) => {
    const before = await tx.target(featureToggle, id);
    const { type, default_value } = { ...before, ...changes };
    refuseMisfit(type, default_value, "/default_value");
    return tx.save(featureToggle, before, changes);
  }),
);

export const removeFeatureToggle = flow(declared.removeFeatureToggle, (context, { id }) =>
  changeInstallation(context, declared.removeFeatureToggle.name, async (tx) => {
    const before = await tx.target(featureToggle, id);
    return tx.save(featureToggle, before, { deleted_at: tx.now }, { verb: "deleted" });
  }),
);
