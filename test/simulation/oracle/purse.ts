/** What one owner holds in one instrument. */
export interface Purse {
  /** Signed whole 1e-30 coins: sums of plain numbers would leave a rest where all was sold. */
  size: bigint;
  /** Average entry price, USD. */
  entry: number;
}

/** Of whole 1e-30. */
export const coins = (size: bigint): number => Number(size) / 1e30;

/** Average cost: growth moves the entry price, a reduction realises; across 0 it does both. Answers what was realised. */
export function trade(purse: Purse, size: bigint, price: number): number {
  const before = purse.size;
  const after = before + size;
  purse.size = after;
  if (before === 0n || before > 0n === size > 0n) {
    purse.entry = (coins(before) * purse.entry + coins(size) * price) / coins(after);
    return 0;
  }
  const closed = after === 0n || after > 0n === before > 0n ? -size : before;
  const realised = (price - purse.entry) * coins(closed);
  if (after === 0n) purse.entry = 0;
  else if (after > 0n !== before > 0n) purse.entry = price;
  return realised;
}
