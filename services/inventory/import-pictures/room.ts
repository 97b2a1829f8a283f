import { room } from "../../../shared/service/room.ts";
import { fetchWorker } from "./fetch-worker.ts";
import { pictureFetch } from "./picture-fetch.ts";

export const importPicturesRoom = room({ resources: [pictureFetch], workers: [fetchWorker] });
