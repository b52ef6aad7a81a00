import { evaluateDmarc } from "../../dmarc/index.js";
import { asUsage, commonOptions, onePositional, readArguments, worldOptions } from "../arguments.js";
import { dmarcHelp, exitCodes } from "../help.js";
import { dmarcLines } from "../print/summary.js";
import type { Terminal } from "../terminal.js";

export async function dmarcCommand(args: readonly string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = readArguments(args, {
		...commonOptions,
		spf: { type: "string" },
		dkim: { type: "string", multiple: true },
		rfc7489: { type: "boolean" },
	});
	if (values.help) {
		terminal.print(dmarcHelp);
		return exitCodes.pass;
	}
	const authorDomain = onePositional(positionals, "DOMAIN", "the domain of the From address");
	const identities = {
		authorDomain,
		...(values.spf === undefined ? {} : { spf: { result: "pass", domain: values.spf } as const }),
		dkim: (values.dkim ?? []).map((domain) => ({ result: "pass", domain }) as const),
	};
	const { resolver } = await worldOptions(values);
	const dmarc = values.rfc7489 ? ({ standard: "rfc7489" } as const) : {};
	const evaluate = () => evaluateDmarc(identities, { dmarc, ...(resolver === undefined ? {} : { resolver }) });
	const result = await asUsage(evaluate, "dmarc");
	if (values.json) terminal.print(JSON.stringify(result, null, 2));
	else terminal.print(dmarcLines(result, terminal).join("\n"));
	return result.result === "pass" ? exitCodes.pass : exitCodes.notPass;
}
