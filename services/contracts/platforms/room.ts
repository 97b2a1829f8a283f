import { room } from "../../../shared/service/room.ts";
import { changePlatform } from "./change-platform.ts";
import { createPlatform } from "./create-platform.ts";
import { domainClaim } from "./domain-claim.ts";
import { currentPlatform, makeFirstPlatform } from "./first-platform.ts";
import { platform } from "./platform.ts";
import { platformOwner } from "./platform-owner.ts";
import { setPlatformLogo } from "./set-platform-logo.ts";

export const platformsRoom = room({
  resources: [platform, domainClaim],
  handlers: [createPlatform, changePlatform, setPlatformLogo, currentPlatform, platformOwner],
  reactions: [makeFirstPlatform],
});
