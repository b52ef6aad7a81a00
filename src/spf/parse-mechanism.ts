import { isDigit, lowerAscii } from "../base/ascii.js";
import { parseIpv4, parseIpv6 } from "../base/ip.js";
import { isProblem, type Parsed, problem, type SyntaxProblem } from "../base/problem.js";
import { parseDomainSpec } from "./macro-parse.js";
import type { Directive, DomainSpec, HostDirective, NetworkDirective, Qualifier, SpfSyntaxCode } from "./types.js";

type DirectiveOrProblem = Parsed<Directive, SpfSyntaxCode>;
type SpfProblem = SyntaxProblem<SpfSyntaxCode>;

/** A directive as it stood, cut up: the argument begins with the `:` or `/` that ends the name. */
interface Pieces {
	readonly text: string;
	readonly qualifier: Qualifier;
	readonly name: string;
	readonly argument: string;
}

const QUALIFIERS: ReadonlyMap<string, Qualifier> = new Map([
	["+", "pass"],
	["-", "fail"],
	["~", "softfail"],
	["?", "neutral"],
]);

const SLASH = 0x2f;

/** directive = [ qualifier ] mechanism (RFC 7208 §12). Offsets of problems count from the start of `text`. */
export function parseDirective(text: string): DirectiveOrProblem {
	const qualifier = QUALIFIERS.get(text.charAt(0));
	const start = qualifier === undefined ? 0 : 1;
	const end = endOfName(text, start);
	const name = lowerAscii(text.slice(start, end));
	const pieces = { text, qualifier: qualifier ?? "pass", name, argument: text.slice(end) };
	const parsed = parseMechanism(pieces);
	return isProblem(parsed) ? { ...parsed, at: end + parsed.at } : parsed;
}

/** Offsets of its problems count from the start of the argument. */
function parseMechanism({ text, qualifier, name, argument }: Pieces): DirectiveOrProblem {
	const facts = { qualifier, text };
	switch (name) {
		case "all":
			if (argument !== "") return problem("argument-unexpected", 0, "all takes no argument");
			return { mechanism: name, ...facts };
		case "include":
		case "exists": {
			const domain = requiredDomain(name, argument);
			return isProblem(domain) ? domain : { mechanism: name, domain, ...facts };
		}
		case "ptr": {
			const domain = optionalDomain(argument);
			return isProblem(domain) ? domain : { mechanism: name, ...domain, ...facts };
		}
		case "a":
		case "mx": {
			const hosts = parseHosts(argument);
			return isProblem(hosts) ? hosts : { mechanism: name, ...hosts, ...facts };
		}
		case "ip4":
		case "ip6": {
			const network = parseNetwork(name, argument);
			return isProblem(network) ? network : { mechanism: name, ...network, ...facts };
		}
		default:
			// The name stands before the argument.
			return problem("term-unknown", -name.length, "there is a term that is no mechanism and no modifier");
	}
}

function endOfName(text: string, start: number): number {
	for (let i = start; i < text.length; i++) {
		const char = text.charAt(i);
		if (char === ":" || char === "/") return i;
	}
	return text.length;
}

function requiredDomain(name: string, argument: string): DomainSpec | SpfProblem {
	if (!argument.startsWith(":")) return problem("argument-missing", 0, `${name} has no domain`);
	return domainBehindColon(argument);
}

function optionalDomain(argument: string): { readonly domain?: DomainSpec } | SpfProblem {
	if (argument === "") return {};
	if (!argument.startsWith(":")) return problem("argument-unexpected", 0, "ptr takes no prefix length");
	const domain = domainBehindColon(argument);
	return isProblem(domain) ? domain : { domain };
}

function domainBehindColon(argument: string): DomainSpec | SpfProblem {
	const domain = parseDomainSpec(argument.slice(1));
	return isProblem(domain) ? { ...domain, at: domain.at + 1 } : domain;
}

/** [ ":" domain-spec ] [ dual-cidr-length ], where a domain-spec may hold slashes, but never ends in one and digits. */
function parseHosts(
	argument: string,
): Pick<HostDirective, "domain" | "ip4PrefixLength" | "ip6PrefixLength"> | SpfProblem {
	const ip6Start = suffixStart(argument, argument.length, "//");
	const ip6PrefixLength = parsePrefixLength(argument.slice(ip6Start + 1), 128);
	if (isProblem(ip6PrefixLength)) return { ...ip6PrefixLength, at: ip6Start };
	const ip4Start = suffixStart(argument, ip6Start, "/");
	const ip4PrefixLength = parsePrefixLength(argument.slice(ip4Start, ip6Start), 32);
	if (isProblem(ip4PrefixLength)) return { ...ip4PrefixLength, at: ip4Start };
	if (ip4Start === 0) return { ip4PrefixLength, ip6PrefixLength };
	if (!argument.startsWith(":")) return problem("prefix-length-invalid", 0, "a prefix length is no number");
	const domain = domainBehindColon(argument.slice(0, ip4Start));
	return isProblem(domain) ? domain : { domain, ip4PrefixLength, ip6PrefixLength };
}

/** Where slashes and digits that end at `end` begin; `end` when none do. */
function suffixStart(text: string, end: number, slashes: "/" | "//"): number {
	let start = end;
	while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--;
	const slashesStart = start - slashes.length;
	return start < end && slashesStart >= 0 && text.startsWith(slashes, slashesStart) ? slashesStart : end;
}

/** ":" ip4-network [ ip4-cidr-length ], or the same for ip6. */
function parseNetwork(
	name: "ip4" | "ip6",
	argument: string,
): Pick<NetworkDirective, "network" | "prefixLength"> | SpfProblem {
	if (!argument.startsWith(":")) return problem("argument-missing", 0, `${name} has no network`);
	const slash = argument.indexOf("/");
	const end = slash === -1 ? argument.length : slash;
	const text = argument.slice(1, end);
	const network = name === "ip4" ? parseIpv4(text) : parseIpv6(text);
	if (network === undefined) return problem("network-invalid", 1, `${name} has no network behind its colon`);
	const prefixLength = parsePrefixLength(argument.slice(end), name === "ip4" ? 32 : 128);
	return isProblem(prefixLength) ? { ...prefixLength, at: end } : { network, prefixLength };
}

/** "/" and a number without leading zeros, from 0 to `most`; without it, `most` (RFC 7208 §5.6). */
function parsePrefixLength(text: string, most: 32 | 128): number | SpfProblem {
	if (text === "") return most;
	const digits = text.slice(1);
	const length = /^(?:0|[1-9][0-9]{0,2})$/.test(digits) ? Number(digits) : Number.NaN;
	if (text.charCodeAt(0) === SLASH && length <= most) return length;
	return problem("prefix-length-invalid", 0, `a prefix length is no number from 0 to ${most}`);
}
