/**
 * Items in order, each once. Finding one takes a few comparisons, however many there are. `Place` is the part of
 * an item that its order depends on.
 */
export class SortedList<Item extends Place, Place = Item> {
  private readonly items: Item[] = [];

  constructor(private readonly compare: (a: Place, b: Place) => number) {}

  get first(): Item | undefined {
    return this.items[0];
  }

  has(item: Place): boolean {
    return this.isAt(this.placeOf(item), item);
  }

  add(item: Item): void {
    const at = this.placeOf(item);
    if (!this.isAt(at, item)) {
      this.items.splice(at, 0, item);
    }
  }

  delete(item: Place): void {
    const at = this.placeOf(item);
    if (this.isAt(at, item)) {
      this.items.splice(at, 1);
    }
  }

  clear(): void {
    this.items.length = 0;
  }

  all(): readonly Item[] {
    return this.items.slice();
  }

  /** From the first bound, included, to the second, excluded; neither has to be there. */
  between(from: Place, to: Place): readonly Item[] {
    return this.items.slice(this.placeOf(from), this.placeOf(to));
  }

  private isAt(at: number, item: Place): boolean {
    const found = this.items[at];
    return found !== undefined && this.compare(found, item) === 0;
  }

  /** Index of the first item that is not before this one. */
  private placeOf(item: Place): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.items[middle];
      if (other !== undefined && this.compare(other, item) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
