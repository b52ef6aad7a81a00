import type { ArcOptions } from "../arc/options.js";
import type { ArcResult } from "../arc/types.js";
import type { Clock } from "../base/clock.js";
import type { Limits } from "../base/limits.js";
import type { CryptoProvider } from "../crypto/provider.js";
import type { DkimPolicy, DkimResult } from "../dkim/types.js";
import type { DmarcOptions } from "../dmarc/options.js";
import type { DmarcResult } from "../dmarc/types.js";
import type { Resolver } from "../dns/resolver.js";
import type { Author, MessageFacts } from "../message/types.js";
import type { ParsedView } from "../message/via-mailparser.js";
import type { SpfResult } from "../spf/types.js";
import type { VerificationTrace } from "./trace.js";

/** What the SMTP session knew. */
export interface Envelope {
	/** The client's IP address, v4 or v6. */
	readonly clientIp: string;
	/** RFC5321.MailFrom; `''` is the null reverse-path. Angle brackets are removed. */
	readonly mailFrom: string;
	/** The name of the HELO or EHLO command. */
	readonly helo: string;
	/** RFC5321.RcptTo. No verdict depends on it; it is part of a case's evidence. */
	readonly rcptTo?: readonly string[] | undefined;
}

/** All optional; the defaults are the safe choice. */
export interface VerifyOptions {
	/** Who we are in Authentication-Results (RFC 8601 §2.5). Default `'localhost'`. */
	readonly authservId?: string | undefined;
	/** Answers DNS questions. Default `systemResolver()`. */
	readonly resolver?: Resolver | undefined;
	/** The time of verification, asked once. Default: the system's. */
	readonly now?: Clock | undefined;
	/** Gives up: the promise rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/**
	 * Also return what was asked of DNS and answered, what each SPF term did, which keys were used, which walk found the
	 * policy record, and which rule decided. Default `false`.
	 */
	readonly trace?: boolean | undefined;
	/** Bounds on what one message may cost; see `Limits` for each default. */
	readonly limits?: Partial<Limits> | undefined;
	/** Default: `node:crypto`. `forgeCrypto` of `mailproof/crypto/forge` is a portable one. */
	readonly crypto?: CryptoProvider | undefined;
	readonly dkim?: Partial<DkimPolicy> | undefined;
	readonly spf?: Partial<SpfOptions> | undefined;
	readonly dmarc?: DmarcOptions | undefined;
	readonly arc?: ArcOptions | undefined;
	/** Also return `mailparser`'s view of the message, which is then kept in memory whole. Default `false`. */
	readonly parsed?: boolean | undefined;
}

export interface SpfOptions {
	/** Also check the Author Domain as if it were MAIL FROM. Default `false`. */
	readonly headerFrom: boolean;
	/** Write the HELO result into Authentication-Results as well. Default `false`: readers look for any `spf=pass`. */
	readonly heloInResults: boolean;
}

/** The envelope as it was understood: the address in its canonical form, angle brackets gone. */
export interface VerifiedEnvelope {
	readonly clientIp: string;
	readonly mailFrom: string;
	readonly helo: string;
}

/** Everything mailproof can say about a message. Plain data: it survives `structuredClone` and `JSON.stringify`. */
export interface Verdict {
	readonly envelope: VerifiedEnvelope;
	readonly spf: { readonly mailFrom: SpfResult; readonly helo: SpfResult; readonly headerFrom?: SpfResult };
	/** One result for each DKIM-Signature field, in header order. */
	readonly dkim: readonly DkimResult[];
	readonly arc: ArcResult;
	readonly dmarc: DmarcResult;
	/** What RFC5322.From says. */
	readonly author: Author;
	/** What the octets of the message look like. */
	readonly message: MessageFacts;
	/** One whole folded Authentication-Results field, without a final CRLF. */
	readonly authenticationResults: string;
	/** One whole folded Received-SPF field for each identity, without a final CRLF. */
	readonly receivedSpf: readonly string[];
	/** The block to put above the message: every field ended by CRLF. */
	readonly headers: string;
	/** Indexes of the header fields that claim to be Authentication-Results of ours: delete them (RFC 8601 §5). */
	readonly spoofed: readonly number[];
	/** What the verdict rests on, when it was asked for. */
	readonly trace?: VerificationTrace;
	readonly parsed?: ParsedView;
}

/** A verification that is fed as the message arrives. */
export interface Verifier {
	/** Takes the next octets. DNS work starts with the first call that completes the header section, at the latest. */
	write(chunk: Uint8Array): void;
	/** Ends the message and answers. To be called once. */
	end(): Promise<Verdict>;
}
