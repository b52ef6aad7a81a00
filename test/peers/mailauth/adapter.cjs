const { createInterface } = require("node:readline");

const RealDate = Date;
let now = RealDate.now();

/** mailauth reads the clock where it stands; here it stands still. */
globalThis.Date = class extends RealDate {
	constructor(...args) {
		super(...(args.length === 0 ? [now] : args));
	}
	static now() {
		return now;
	}
};

function say(line) {
	process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A resolver as node:dns has it, that asks the runner's name server. */
function resolverFor({ host, port }) {
	const { Resolver } = require("node:dns").promises;
	const resolver = new Resolver({ timeout: 500, tries: 2 });
	resolver.setServers([`${host}:${port}`]);
	return (name, type) => resolver.resolve(name, type);
}

async function verify({ case: given, dnsServer }) {
	now = RealDate.parse(given.now);
	const { clientIp: ip, mailFrom, helo } = given.envelope;
	const options = {
		ip,
		helo,
		sender: mailFrom.replace(/^<|>$/g, ""),
		mta: "mx.example.org",
		resolver: resolverFor(dnsServer),
		strict: true,
		disableBimi: true,
		trustReceived: false,
	};
	const { authenticate } = require("mailauth");
	const { dkim, spf, arc, dmarc } = await authenticate(Buffer.from(given.message.base64, "base64"), options);
	const signatures = dkim.results.map(({ status }) => status.result);
	return {
		spf: spf ? spf.status.result : "none",
		dkim: signatures.length === 1 && signatures[0] === "none" ? [] : signatures,
		arc: arc?.status.result ?? "none",
		dmarc: dmarc ? dmarc.status.result : "none",
	};
}

async function main() {
	let version;
	try {
		version = require("mailauth/package.json").version;
	} catch (error) {
		say({ unavailable: error.message.split("\n")[0] });
		return;
	}
	say({ hello: { name: "mailauth", version, protocols: ["spf", "dkim", "arc", "dmarc"] } });
	for await (const line of createInterface({ input: process.stdin })) say({ results: await verify(JSON.parse(line)) });
}

void main();
