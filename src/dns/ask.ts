import { failedReply, type Reply, readReply } from "./answer.js";
import type { DnsType, Resolver } from "./resolver.js";

/**
 * The one place where a resolver is called. It may be anyone's code: whatever it throws, rejects or answers with comes
 * back as a {@link Reply}.
 */
export async function askResolver<T extends DnsType>(
	resolver: Resolver,
	name: string,
	type: T,
	maxBytes: number,
	options: { readonly signal?: AbortSignal } | undefined,
): Promise<Reply<T>> {
	let value: unknown;
	try {
		value = await resolver.resolve(name, type, options);
	} catch (error) {
		return failedReply(error);
	}
	return readReply(type, value, maxBytes);
}
