import type { Domain } from "../base/domain.js";
import type { AuthorProblem } from "../message/types.js";
import type { NoOwnField } from "./own-fields.js";
import type { MethodResult } from "./types.js";

/** Why nothing can be said about a message on a provider's word. */
export type NotTrustedReason =
	| NoOwnField
	| AuthorProblem
	| "author-ambiguous"
	| "not-checked"
	| "dmarc-repeated"
	| "from-not-stated"
	| "from-mismatch";

/** What a provider said about a message, in its Authentication-Results fields. */
export type TrustedResults =
	| {
			readonly result: "found";
			/** For people; holds no control character. */
			readonly comment: string;
			/** Whose word it is: the authserv-ids of the fields used, as the caller listed them. */
			readonly authservIds: readonly string[];
			/** The fields used, as positions in the header section, from 0 at the top. */
			readonly fields: readonly number[];
			/** The domain of the one From that the message has. `dmarc`, where it stands, is about this domain. */
			readonly from: Domain;
			readonly spf: readonly MethodResult[];
			readonly dkim: readonly MethodResult[];
			/** Absent when the provider said nothing about DMARC: then nobody vouches for `from`. */
			readonly dmarc?: MethodResult;
	  }
	| { readonly result: "none"; readonly reason: NotTrustedReason; readonly comment: string };

/** Whom an application believes. */
export interface TrustOptions {
	/** The authserv-ids that the provider writes, such as `mx.google.com`. */
	readonly authservIds: readonly string[];
	/**
	 * How many Received fields at most stand above the provider's Authentication-Results field. Default 1: most write it
	 * right below their own Received field. 0 where it stands above all of them.
	 */
	readonly hops?: number | undefined;
}
