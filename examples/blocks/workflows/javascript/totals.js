// Sums of money are rounded once, at the end: to cents.
const cents = amount => Math.round(amount * 100) / 100;

export default function ({ lines }) {
  const byRate = new Map();
  for (const { price, quantity = 1, rate } of lines) {
    if (!(price >= 0)) {
      throw new RangeError(`price: ${price} (expected zero or more)`);
    }
    byRate.set(rate, (byRate.get(rate) ?? 0) + price * quantity);
  }
  const by_rate = [...byRate]
    .map(([rate, net]) => ({ rate, net: cents(net), tax: cents((net * rate) / 100) }))
    .sort((a, b) => a.rate - b.rate);
  return { by_rate, gross: cents(by_rate.reduce((sum, { net, tax }) => sum + net + tax, 0)) };
}
