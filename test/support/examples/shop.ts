/** The shop of the native story. */

/** The objects that the other parts of the story use. */
export type Shop = {
  store_id: string;
  register_id: string;
  account_id: string;
  customer_id: string;
  /** Creates another item and returns its id. */
  piece(title: string, tag_price: number, more?: object): Promise<string>;
};
