import { describe, test } from "@jest/globals";
import { parseDmarcRecord } from "../../src/dmarc/record-parse.js";
import { expectLinear } from "../support/growth.js";

const UNITS = [";", "x=y;", "p=none;", "=", " ", "rua=mailto:a@b.example,;", ",", "!1"];

describe.each(["v=DMARC1;", "v=DMARC1; rua=", "v=DMARC1; fo="])("reading a record of %j takes linear time", (head) => {
	test.each(UNITS)("and %j, again and again", async (unit) => {
		await expectLinear((size) => {
			const text = head + unit.repeat(size / unit.length);
			return () => parseDmarcRecord(text, text.length);
		}, 16_384);
	});
});
