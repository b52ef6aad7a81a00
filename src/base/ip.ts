import ipaddr from "ipaddr.js";
import { isDigit } from "./ascii.js";

const DOT = 0x2e;
const ZERO = 0x30;
/** `255.255.255.255` */
const MAX_IPV4_LENGTH = 15;

/** An IP address as its octets, 4 or 16 of them. An IPv4-mapped IPv6 address is the IPv4 address (RFC 7208 §5). */
export interface IpAddress {
	readonly version: 4 | 6;
	readonly octets: readonly number[];
}

/** Reads a client's address: dotted quad, or IPv6 text, where an IPv4-mapped address is the IPv4 address. */
export function parseIp(text: string): IpAddress | undefined {
	const address = parseIpv4(text) ?? parseIpv6(text);
	if (address?.version !== 6) return address;
	const mapped = address.octets.every((octet, i) => i >= 12 || octet === (i < 10 ? 0 : 0xff));
	return mapped ? { version: 4, octets: address.octets.slice(12) } : address;
}

/** Dotted quad of four decimal numbers without leading zeros (RFC 7208 §12 `ip4-network`). */
export function parseIpv4(text: string): IpAddress | undefined {
	if (text.length > MAX_IPV4_LENGTH) return undefined;
	// `ipaddr.js` takes 5 µs for this, a regular expression 1, the loops 0.25; and each address in a DNS answer is read.
	const octets = [0, 0, 0, 0];
	let count = 0;
	let start = 0;
	for (let i = 0; i <= text.length; i++) {
		if (i < text.length && text.charCodeAt(i) !== DOT) continue;
		const octet = decimalOctet(text, start, i);
		if (octet === undefined || count === 4) return undefined;
		octets[count++] = octet;
		start = i + 1;
	}
	return count === 4 ? { version: 4, octets } : undefined;
}

function decimalOctet(text: string, start: number, end: number): number | undefined {
	const hasLeadingZero = end - start > 1 && text.charCodeAt(start) === ZERO;
	if (end === start || hasLeadingZero) return undefined;
	let octet = 0;
	for (let i = start; i < end; i++) {
		const code = text.charCodeAt(i);
		if (!isDigit(code)) return undefined;
		octet = octet * 10 + code - ZERO;
	}
	return octet <= 0xff ? octet : undefined;
}

/** RFC 4291 §2.2 text, without a zone; an IPv4-mapped address stays an IPv6 address here. */
export function parseIpv6(text: string): IpAddress | undefined {
	const hexadecimal = text.includes(".") ? withoutDottedTail(text) : text;
	if (hexadecimal === undefined || !hexadecimal.includes(":") || hexadecimal.includes("%")) return undefined;
	try {
		return { version: 6, octets: ipaddr.IPv6.parse(hexadecimal).toByteArray() };
	} catch {
		// `isValid` is a whole parse of its own, which every address in a DNS answer would pay for.
		return undefined;
	}
}

/** `::192.0.2.1` as `::c000:0201`: ipaddr.js would read the dotted form as the IPv4-mapped address. */
function withoutDottedTail(text: string): string | undefined {
	const tail = text.lastIndexOf(":") + 1;
	const ipv4 = parseIpv4(text.slice(tail));
	if (ipv4 === undefined) return undefined;
	const [a, b, c, d] = ipv4.octets.map((octet) => octet.toString(16).padStart(2, "0"));
	return `${text.slice(0, tail)}${a}${b}:${c}${d}`;
}

/** True when the first `prefixLength` bits of both are the same; never across versions. */
export function isInNetwork(address: IpAddress, network: IpAddress, prefixLength: number): boolean {
	return address.version === network.version && commonBits(address, network) >= prefixLength;
}

/** How many leading bits two addresses of one version have in common. */
export function commonBits(a: IpAddress, b: IpAddress): number {
	const { length } = a.octets;
	for (let i = 0; i < length; i++) {
		const difference = (a.octets[i] ?? 0) ^ (b.octets[i] ?? 0);
		// An octet is the last eight of 32 bits.
		if (difference !== 0) return 8 * i + Math.clz32(difference) - 24;
	}
	return 8 * length;
}

/** Canonical text: dotted quad, or RFC 5952. */
export function formatIp(address: IpAddress): string {
	const { version, octets } = address;
	if (version === 6) return new ipaddr.IPv6([...octets]).toRFC5952String();
	return `${octets[0]}.${octets[1]}.${octets[2]}.${octets[3]}`;
}

/** The 32 nibbles of an IPv6 address in lower-case hex, most significant first; for IPv4 the four decimal octets. */
export function ipLabels(address: IpAddress): string[] {
	if (address.version === 4) return address.octets.map(String);
	return address.octets.flatMap((octet) => [(octet >> 4).toString(16), (octet & 15).toString(16)]);
}

/** The name of its PTR records, below `in-addr.arpa` or `ip6.arpa`. */
export function reverseName(address: IpAddress): string {
	return `${ipLabels(address).reverse().join(".")}.${address.version === 4 ? "in-addr.arpa" : "ip6.arpa"}`;
}
