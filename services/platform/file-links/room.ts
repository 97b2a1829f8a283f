import { room } from "../../../shared/service/room.ts";
import { openLink } from "./open-link.ts";
import { readLinkedChunk } from "./read-linked-chunk.ts";

export const fileLinksRoom = room({ handlers: [openLink, readLinkedChunk] });
