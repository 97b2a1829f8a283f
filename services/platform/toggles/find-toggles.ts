/** Toggles of the installation, for whoever asks. */
import { beforeTenant, listQueryOf } from "../../../shared/service/operation.ts";
import * as declared from "./declarations.ts";
import { featureToggle } from "./feature-toggle.ts";
import { installationMeta } from "./in-installation.ts";

export const listFeatureToggles = beforeTenant(declared.listFeatureToggles, (global, input) =>
  global.reader(installationMeta).page(featureToggle, { sort: "-created_at", ...listQueryOf(input) }),
);

export const getFeatureToggle = beforeTenant(declared.getFeatureToggle, (global, { id }) =>
  global.reader(installationMeta).load(featureToggle, id),
);

export const featureTogglesById = beforeTenant(declared.featureTogglesById, (global, { ids }) =>
  global.reader(installationMeta).find(featureToggle, { _id: { $in: [...ids] } }),
);

export const featureToggleNamed = beforeTenant(
  declared.featureToggleNamed,
  async (global, { identifier }) => ({
    toggle: await global.reader(installationMeta).findOne(featureToggle, { identifier, deleted_at: null }),
  }),
);
