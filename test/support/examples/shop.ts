/** The shop in which the native story plays. */

/** What the other parts of the story need. */
export type Shop = {
  store_id: string;
  register_id: string;
  account_id: string;
  customer_id: string;
  /** Takes in another piece and answers its id. */
  piece(title: string, tag_price: number, more?: object): Promise<string>;
};
