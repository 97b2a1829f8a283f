/** Operations of the document that are still to be built. */
import { notBuilt } from "../../kit/not-built.ts";

export const pending = notBuilt(["deleteMe", "deleteOrganization"]);
