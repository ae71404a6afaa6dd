/**
 * Growth is refused when our clock and that of the leader's source, or of the account's venue, are further apart than
 * this: the age of news, and the moment at which an order ends, could not be told well enough.
 */
export const MAX_CLOCK_OFFSET_MS = 30_000;

/**
 * Growth is refused when a question to the account's venue takes longer than this, there and back. An order lives as
 * long (ORDER_LIFE_MS): it would end under way, and its price be of another time.
 */
export const MAX_ROUND_TRIP_MS = 5_000;
