/**
 * Loads once per key (in any case) and keeps the result. A failed load is forgotten, so that the next call tries
 * again instead of failing until the window is reloaded.
 */
export function keepLoaded<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key) => {
    const name = key.toLowerCase();
    const found = kept.get(name);
    if (found) return found;
    const loading = load(key);
    kept.set(name, loading);
    loading.catch(() => kept.delete(name));
    return loading;
  };
}
