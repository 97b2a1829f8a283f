/** Feature toggles of the installation, and what they are in an organization. */
import { choice, group, id, list, text } from "../../../shared/fields/index.ts";
import {
  entityOf,
  listInput,
  listOf,
  operation,
  pageOf,
  shapeOf,
} from "../../../shared/service/operation.ts";
import { featureToggle, toggleOverride, toggleTypes, valueText } from "./feature-toggle.ts";

const { identifier, name, description, category, type, default_value } = featureToggle.fields;
const fields = { identifier, name, description, category, type, default_value } as const;

export const listFeatureToggles = operation({
  name: "platform.feature_toggle.list",
  http: "GET /feature-toggles",
  scope: "read:feature_toggles",
  about: "List feature toggles. Returns those of the installation, newest first.",
  paged: featureToggle,
  input: listInput,
  output: pageOf(entityOf(featureToggle)),
});

export const getFeatureToggle = operation({
  name: "platform.feature_toggle.get",
  http: "GET /feature-toggles/{id}",
  scope: "read:feature_toggles",
  about: "Get a feature toggle.",
  input: { id: id() },
  output: entityOf(featureToggle),
});

export const featureTogglesById = operation({
  name: "platform.feature_toggle.many",
  about: "Toggles by id, without missing ones.",
  input: { ids: list(id(), { max: 500 }) },
  output: listOf(entityOf(featureToggle)),
});

export const featureToggleNamed = operation({
  name: "platform.feature_toggle.named",
  about: "The toggle with this identifier, or null.",
  input: { identifier: text({ max: 100 }) },
  output: shapeOf({ toggle: group(featureToggle.columns, { optional: true }) }),
});

export const createFeatureToggle = operation({
  name: "platform.feature_toggle.create",
  http: "POST /feature-toggles",
  status: 201,
  scope: "write:feature_toggles",
  about:
    "Create a feature toggle. Only the organization that operates the installation does. Returns the toggle.",
  input: fields,
  output: entityOf(featureToggle),
});

export const changeFeatureToggle = operation({
  name: "platform.feature_toggle.change",
  http: "PATCH /feature-toggles/{id}",
  change: true,
  scope: "write:feature_toggles",
  about:
    "Change a feature toggle. Only the organization that operates the installation does. Returns the toggle.",
  input: { id: id(), ...fields },
  output: entityOf(featureToggle),
});

export const removeFeatureToggle = operation({
  name: "platform.feature_toggle.remove",
  http: "DELETE /feature-toggles/{id}",
  scope: "delete:feature_toggles",
  about:
    "Delete a feature toggle. Only the organization that operates the installation does. Returns the deleted toggle.",
  input: { id: id() },
  output: entityOf(featureToggle),
});

export const setToggleOverride = operation({
  name: "platform.toggle_override.set",
  http: "PUT /toggle-overrides",
  scope: "write:toggle_overrides",
  about:
    "Set what a feature toggle is in this organization; without a value it returns to its default. Returns the id of the override, if there is one now.",
  input: {
    toggle_id: id(),
    value: text({ ...toggleOverride.fields.value.facets, optional: true }),
  },
  output: shapeOf({ override_id: id({ optional: true }) }),
});

export const checkFeatureToggle = operation({
  name: "platform.feature_toggle.check",
  http: "GET /feature-toggle-checks",
  tag: "feature_toggles",
  scope: "read:toggle_values",
  grant: "viewer",
  about:
    "Check a feature toggle. Returns its value in this organization, as JSON. An owner sees every boolean switched on.",
  input: { identifier: text({ max: 100 }), type: choice(toggleTypes, { optional: true }) },
  output: shapeOf({
    ...{ toggle_id: id(), identifier: text(), type: choice(toggleTypes) },
    ...{ value: valueText("As JSON."), source: choice(["override", "default"]) },
  }),
});
