/** Items in order, each once. Finding one takes a few comparisons, however many there are. */
export class SortedList<T> {
  private readonly items: T[] = [];

  constructor(private readonly compare: (a: T, b: T) => number) {}

  get first(): T | undefined {
    return this.items[0];
  }

  has(item: T): boolean {
    return this.isAt(this.placeOf(item), item);
  }

  add(item: T): void {
    const at = this.placeOf(item);
    if (!this.isAt(at, item)) {
      this.items.splice(at, 0, item);
    }
  }

  delete(item: T): void {
    const at = this.placeOf(item);
    if (this.isAt(at, item)) {
      this.items.splice(at, 1);
    }
  }

  clear(): void {
    this.items.length = 0;
  }

  all(): readonly T[] {
    return this.items.slice();
  }

  /** From the first bound, included, to the second, excluded; neither has to be there. */
  between(from: T, to: T): readonly T[] {
    return this.items.slice(this.placeOf(from), this.placeOf(to));
  }

  private isAt(at: number, item: T): boolean {
    const found = this.items[at];
    return found !== undefined && this.compare(found, item) === 0;
  }

  /** Index of the first item that is not before this one. */
  private placeOf(item: T): number {
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
