import { describe, expect, test } from "@jest/globals";
import {
	formatIp,
	type IpAddress,
	ipLabels,
	isInNetwork,
	parseIp,
	parseIpv4,
	parseIpv6,
	reverseName,
} from "../../src/base/ip.js";

function ip(text: string): IpAddress {
	const address = parseIp(text);
	if (address === undefined) throw new Error(`no address: ${text}`);
	return address;
}

describe("parseIp", () => {
	test.each([
		["dotted quad", "192.0.2.1", "192.0.2.1"],
		["IPv6 in its short form", "2001:DB8:0:0::1", "2001:db8::1"],
		["IPv4-mapped IPv6 is IPv4 (RFC 7208 §5)", "::ffff:192.0.2.1", "192.0.2.1"],
		["IPv4-mapped in hex", "::FFFF:c000:201", "192.0.2.1"],
		["IPv4-compatible is IPv6", "::192.0.2.1", "::c000:201"],
		["one bit before the mark of IPv4-mapped", "::1:ffff:192.0.2.1", "::1:ffff:c000:201"],
		["one bit off the mark of IPv4-mapped", "::fffe:192.0.2.1", "::fffe:c000:201"],
		["a bit at the very front", "8000::ffff:192.0.2.1", "8000::ffff:c000:201"],
		["a dotted tail with small numbers", "2001:db8::1.2.3.4", "2001:db8::102:304"],
		["the largest numbers", "255.255.255.255", "255.255.255.255"],
		["zeros", "0.0.0.0", "0.0.0.0"],
	])("%s", (_, text, expected) => {
		expect(formatIp(ip(text))).toBe(expected);
	});

	test.each([
		"",
		"1.2.3",
		"1.2.3.4.5",
		"256.0.0.1",
		"01.2.3.4",
		"0x1.2.3.4",
		"1.2.3.4 ",
		" 1.2.3.4",
		"fe80::1%eth0",
		"1::2::3",
		"12345::",
		"::ffff:1.2.3.400",
		"example.com",
		"1.2.3.4/32",
	])("refuses %j", (text) => {
		expect(parseIp(text)).toBeUndefined();
	});

	test("the version-bound readers keep to their version", () => {
		expect(parseIpv4("::1")).toBeUndefined();
		expect(parseIpv6("192.0.2.1")).toBeUndefined();
		expect(parseIpv6("::ffff:192.0.2.1")?.version).toBe(6);
	});
});

test.each([
	["the whole address", "192.0.2.1", "192.0.2.1", 32, true],
	["one bit off", "192.0.2.1", "192.0.2.0", 32, false],
	["inside an odd prefix", "192.0.2.127", "192.0.2.0", 25, true],
	["outside an odd prefix", "192.0.2.128", "192.0.2.0", 25, false],
	["/0 matches its own version", "192.0.2.1", "0.0.0.0", 0, true],
	["/0 does not match the other version", "192.0.2.1", "::", 0, false],
	["the last bit of an odd prefix counts", "192.0.3.0", "192.0.2.0", 24, false],
	["the first bit behind an odd prefix does not", "192.0.3.255", "192.0.2.0", 23, true],
	["one bit", "127.255.255.255", "0.0.0.0", 1, true],
	["another first bit", "128.0.0.0", "0.0.0.0", 1, false],
	["a bit that differs before the last octet looked at", "193.0.2.127", "192.0.2.0", 25, false],
	["IPv6, all but the last bit", "2001:db8::1", "2001:db8::", 127, true],
	["IPv6, the last bit", "2001:db8::1", "2001:db8::", 128, false],
	["IPv6 prefix", "2001:db8:ffff::1", "2001:db8::", 32, true],
	["IPv6 outside", "2001:db9::1", "2001:db8::", 32, false],
])("isInNetwork: %s", (_, address, network, prefix, expected) => {
	expect(isInNetwork(ip(address), ip(network), prefix)).toBe(expected);
});

test("labels and reverse names", () => {
	expect(reverseName(ip("192.0.2.1"))).toBe("1.2.0.192.in-addr.arpa");
	expect(ipLabels(ip("2001:db8::cb01")).join("")).toBe("20010db800000000000000000000cb01");
	expect(ipLabels(ip("192.0.2.1"))).toEqual(["192", "0", "2", "1"]);
	expect(reverseName(ip("::1"))).toBe(`1.${"0.".repeat(31)}ip6.arpa`);
});
