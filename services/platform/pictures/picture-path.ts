import type { Entity } from "../../../shared/resource/resource.ts";
import type { file } from "../files/file.ts";

/** The address of a picture: its token has 256 random bits, so only people who were given it can see the picture (FIL-2). */
export const pathOf = (token: string): string => `/pictures/${token}`;

type Stored = Pick<Entity<typeof file>, "width" | "height" | "copies">;

/** All addresses of a picture. One of an older version has no smaller copies, and stands for them itself. */
export function addressesOf(token: string, { width, height, copies }: Stored) {
  const path = pathOf(token);
  const [small, medium, large] = [...(copies ?? [])].sort((a, b) => a.side - b.side);
  const at = (copy: { token: string } | undefined) => (copy ? pathOf(copy.token) : path);
  return {
    ...{ path, small_path: at(small), medium_path: at(medium), large_path: at(large) },
    ...{ width: width ?? null, height: height ?? null },
  };
}
