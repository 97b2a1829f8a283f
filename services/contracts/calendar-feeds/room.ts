import { room } from "../../../shared/service/room.ts";
import { calendarFeed } from "./calendar-feed.ts";
import { calendarFeedWorker } from "./read-feeds.ts";

export const calendarFeedsRoom = room({ resources: [calendarFeed], workers: [calendarFeedWorker] });
