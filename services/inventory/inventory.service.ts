import { serviceSchema } from "../../shared/service/define-service.ts";
import { serviceOf } from "../../shared/service/room.ts";
import { batchesRoom } from "./batches/room.ts";
import { codesRoom } from "./codes/room.ts";
import { costingRoom } from "./costing/room.ts";
import { deliveriesRoom } from "./deliveries/room.ts";
import { expiryRoom } from "./expiry/room.ts";
import { goodsReceiptsRoom } from "./goods-receipts/room.ts";
import { holdsRoom } from "./holds/room.ts";
import { importPicturesRoom } from "./import-pictures/room.ts";
import { importsRoom } from "./imports/room.ts";
import { inheritanceRoom } from "./inheritance/room.ts";
import { intakeRoom } from "./intake/room.ts";
import { itemChangesRoom } from "./item-changes/room.ts";
import { itemListsRoom } from "./item-lists/room.ts";
import { itemPicturesRoom } from "./item-pictures/room.ts";
import { itemsRoom } from "./items/room.ts";
import { landedCostsRoom } from "./landed-costs/room.ts";
import { levelsRoom } from "./levels/room.ts";
import { locationsRoom } from "./locations/room.ts";
import { makeOrdersRoom } from "./make-orders/room.ts";
import { makeReceiptsRoom } from "./make-receipts/room.ts";
import { makingRoom } from "./making/room.ts";
import { movesRoom } from "./moves/room.ts";
import { orderStockRoom } from "./order-stock/room.ts";
import { papersRoom } from "./papers/room.ts";
import { portsRoom } from "./ports/room.ts";
import { priceSuggestionsRoom } from "./price-suggestions/room.ts";
import { pricesRoom } from "./prices/room.ts";
import { proposalsRoom } from "./proposals/room.ts";
import { purchaseOrdersRoom } from "./purchase-orders/room.ts";
import { purchasingRoom } from "./purchasing/room.ts";
import { reorderRoom } from "./reorder/room.ts";
import { returnsRoom } from "./returns/room.ts";
import { shopHoldsRoom } from "./shop-holds/room.ts";
import { soldLinesRoom } from "./sold-lines/room.ts";
import { statsRoom } from "./stats/room.ts";
import { stockRoom } from "./stock/room.ts";
import { stockChangesRoom } from "./stock-changes/room.ts";
import { storesRoom } from "./stores/room.ts";
import { supplyRoom } from "./supply/room.ts";
import { supplyUsesRoom } from "./supply-uses/room.ts";
import { transfersRoom } from "./transfers/room.ts";
import { vendorBillsRoom } from "./vendor-bills/room.ts";

/** Items and their units, stores, batches, deliveries, prices and pictures. */
export const inventory = serviceOf("inventory", [
  itemsRoom,
  storesRoom,
  inheritanceRoom,
  itemListsRoom,
  codesRoom,
  statsRoom,
  movesRoom,
  batchesRoom,
  deliveriesRoom,
  intakeRoom,
  pricesRoom,
  itemChangesRoom,
  itemPicturesRoom,
  soldLinesRoom,
  priceSuggestionsRoom,
  expiryRoom,
  holdsRoom,
  shopHoldsRoom,
  returnsRoom,
  proposalsRoom,
  costingRoom,
  levelsRoom,
  stockRoom,
  stockChangesRoom,
  transfersRoom,
  orderStockRoom,
  reorderRoom,
  purchaseOrdersRoom,
  goodsReceiptsRoom,
  landedCostsRoom,
  vendorBillsRoom,
  purchasingRoom,
  makeOrdersRoom,
  makeReceiptsRoom,
  makingRoom,
  supplyUsesRoom,
  locationsRoom,
  portsRoom,
  supplyRoom,
  papersRoom,
  importsRoom,
  importPicturesRoom,
]);

export default serviceSchema(inventory);
