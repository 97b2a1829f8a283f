import manifest from "../package.json" with { type: "json" };

/** The version of this Backroom, as its changelog names it. */
export const version: string = manifest.version;
