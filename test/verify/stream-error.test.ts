import { Readable } from "node:stream";
import { expect, test } from "@jest/globals";
import { verify, zoneResolver } from "../../src/index.js";

const envelope = { clientIp: "192.0.2.1", mailFrom: "a@example.com", helo: "mx.example.com" };
const text = "From: a@example.com\r\n\r\nHi\r\n";

test("the error of the message's own stream comes through", async () => {
	async function* broken(): AsyncGenerator<Uint8Array> {
		yield new TextEncoder().encode("From: a@example.com\r\n");
		throw new Error("connection lost");
	}
	await expect(verify(broken(), envelope, { resolver: zoneResolver({}) })).rejects.toThrow("connection lost");
});

test("every kind of message gives the same verdict", async () => {
	const bytes = new TextEncoder().encode(text);
	const options = { resolver: zoneResolver({}), now: () => new Date(0) };
	const whole = await verify(text, envelope, options);
	expect(await verify(bytes, envelope, options)).toEqual(whole);
	expect(await verify(Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]), envelope, options)).toEqual(whole);
	const web = new Blob([bytes]).stream() as ReadableStream<Uint8Array>;
	expect(await verify(web, envelope, options)).toEqual(whole);
});
