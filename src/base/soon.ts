/**
 * What is there at once or is waited for. Most of what a verification asks for is there, in a cache or because nothing has
 * to be asked; to wait for it all the same, promise by promise, took a tenth of the time of a message.
 */
export type Soon<T> = T | Promise<T>;

/** What `use` makes of a value, at once where the value is there. */
export function when<T, U>(value: Soon<T>, use: (value: T) => Soon<U>): Soon<U> {
	return value instanceof Promise ? value.then(use) : use(value);
}

/** The values in their order, once all are there. */
export function whenAll<const T extends readonly unknown[]>(
	values: T,
): Soon<{ readonly [Key in keyof T]: Awaited<T[Key]> }> {
	for (const value of values) if (value instanceof Promise) return Promise.all(values);
	return values as { readonly [Key in keyof T]: Awaited<T[Key]> };
}
