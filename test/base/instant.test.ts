import { describe, expect, test } from "@jest/globals";
import { parseInstant } from "../../src/base/instant.js";

describe("parseInstant", () => {
	test.each([
		["UTC", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00.000Z"],
		["milliseconds", "2026-11-01T00:00:00.123Z", "2026-11-01T00:00:00.123Z"],
		["another zone", "2026-11-01T01:30:00+01:30", "2026-11-01T00:00:00.000Z"],
		["no seconds (ISO 8601)", "2026-11-01T00:00Z", "2026-11-01T00:00:00.000Z"],
		["a year past 9999, as toISOString() writes it", "+012026-11-01T00:00:00.000Z", "+012026-11-01T00:00:00.000Z"],
		["the last instant there is", "+275760-09-13T00:00:00.000Z", "+275760-09-13T00:00:00.000Z"],
		["a leap day", "2028-02-29T12:00:00Z", "2028-02-29T12:00:00.000Z"],
	])("%s", (_, text, expected) => {
		expect(parseInstant(text)?.toISOString()).toBe(expected);
	});

	test.each([
		["nothing", ""],
		["a number", "5"],
		["a year", "2026"],
		["a date alone", "2026-11-01"],
		["a time without a zone: the machine's own would be taken", "2026-11-01T00:00:00"],
		["words", "1 Nov 2026 00:00:00 GMT"],
		["a space for the T", "2026-11-01 00:00:00Z"],
		["a day that there is not", "2026-02-30T00:00:00Z"],
		["a month that there is not", "2026-13-01T00:00:00Z"],
		["an hour that there is not", "2026-11-01T25:00:00Z"],
		["a line behind it", "2026-11-01T00:00:00Z\n"],
	])("%s is no instant", (_, text) => {
		expect(parseInstant(text)).toBeUndefined();
	});
});
