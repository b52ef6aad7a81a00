import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Verdict, verify, zoneResolver } from "../../src/index.js";
import { now, ownOptions } from "./contenders.js";
import type { Sample } from "./corpus.js";

/**
 * A sample as files that the C program reads with little ado (`c/sample.c`), with what is to come of each message.
 * @returns why the C libraries cannot do this sample, if they cannot.
 */
export async function writeSample(folder: string, sample: Sample): Promise<string | undefined> {
	const { clientIp, mailFrom, helo } = sample.envelope;
	writeFileSync(join(folder, "envelope"), [clientIp, mailFrom, helo, Math.floor(now.getTime() / 1000)].join("\n"));
	writeFileSync(join(folder, "zone"), zoneLines(sample).join("\n"));
	const options = ownOptions(zoneResolver(sample.zone));
	const list: string[] = [];
	for (const [i, message] of sample.messages.entries()) {
		const verdict = await verify(message, sample.envelope, options);
		if (verdict.arc.result !== "none") return "none of the libraries has ARC";
		writeFileSync(join(folder, `${i}.eml`), message);
		list.push(`${i}.eml ${expected(verdict)}`);
	}
	writeFileSync(join(folder, "messages"), `${list.join("\n")}\n`);
	return undefined;
}

function zoneLines({ zone }: Sample): string[] {
	const entries = Object.entries(zone as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>);
	return entries.flatMap(([name, sets]) =>
		Object.entries(sets).flatMap(([type, values]) => values.map((value) => `${name}\t${type}\t${value}`)),
	);
}

function expected({ dkim, spf, dmarc }: Verdict): string {
	const valid = dkim.filter(({ result }) => result === "pass").length;
	return `${valid} ${spf.mailFrom.result} ${spf.helo.result} ${dmarc.result}`;
}
