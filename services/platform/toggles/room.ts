import { room } from "../../../shared/service/room.ts";
import { changeFeatureToggle, createFeatureToggle, removeFeatureToggle } from "./change-toggles.ts";
import { featureToggle, toggleOverride } from "./feature-toggle.ts";
import {
  featureToggleNamed,
  featureTogglesById,
  getFeatureToggle,
  listFeatureToggles,
} from "./find-toggles.ts";
import { checkFeatureToggle, setToggleOverride } from "./toggle-overrides.ts";

export const togglesRoom = room({
  resources: [featureToggle, toggleOverride],
  handlers: [
    ...[listFeatureToggles, getFeatureToggle, featureTogglesById, featureToggleNamed],
    ...[createFeatureToggle, changeFeatureToggle, removeFeatureToggle],
    ...[setToggleOverride, checkFeatureToggle],
  ],
});
