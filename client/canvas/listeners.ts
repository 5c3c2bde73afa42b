export type Listeners<T> = {
  /** Returns its undo. */
  add: (listener: (event: T) => void) => () => void;
  emit: (event: T) => void;
};

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(event: T) => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
    emit: (event) => {
      for (const listener of [...all]) listener(event);
    },
  };
}
