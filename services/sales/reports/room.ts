import { room } from "../../../shared/service/room.ts";
import { accountFigures } from "./account-figures.ts";
import { accountLines } from "./account-lines.ts";
import { salesReport } from "./sales-report.ts";
import { salesTrends } from "./sales-trends.ts";

export const reportsRoom = room({ handlers: [salesTrends, salesReport, accountFigures, accountLines] });
