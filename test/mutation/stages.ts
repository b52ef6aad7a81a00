import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

/** What shows the behaviour of a folder: its own tests, properties, and the tests of those that use it. */
export const folders = {
	base: ["base", "authentication-results", "dmarc", "vectors/vectors"],
	spf: ["spf", "property/spf", "verify/trace", "vectors/vectors"],
	dkim: ["dkim", "property/dkim", "property/dkim-body", "arc", "verify/trace", "vectors/vectors", "vectors/reasons"],
	arc: ["arc", "property/arc", "verify", "vectors/vectors", "vectors/reasons"],
	dns: ["dns", "property/dns-faults", "property/dns-replay", "verify", "vectors/vectors"],
	crypto: ["crypto", "property/crypto-providers", "dkim", "arc", "vectors/vectors"],
	verify: ["verify", "cases", "property/dns-faults", "property/chunking", "vectors/vectors", "vectors/reasons"],
	message: ["message", "property/author", "property/message-reader", "vectors/vectors"],
	dmarc: ["dmarc", "property/dmarc", "vectors/vectors"],
	"authentication-results": ["authentication-results", "property/authentication-results", "vectors/vectors"],
} as const;

export type Folder = keyof typeof folders;

export function isFolder(name: string): name is Folder {
	return Object.hasOwn(folders, name);
}

/** The test files that a folder's mutants are tried with, the nearest first. */
export function testsOf(root: string, folder: Folder): readonly string[] {
	return folders[folder].flatMap((where) => {
		if (where.includes("/")) return [join("test", `${where}.test.ts`)];
		const names = readdirSync(join(root, "test", where)).filter((name) => name.endsWith(".test.ts"));
		return names.map((name) => join("test", where, name));
	});
}

/**
 * The order in which a mutant meets them: what killed the last mutant of its source, the test of the same name, those of
 * its folder, then the others, each from the quickest to the slowest. The first that fails ends its trial.
 */
export function inOrder(
	times: ReadonlyMap<string, number>,
	{ folder, source, killer }: { folder: Folder; source: string; killer: string | undefined },
): readonly (readonly [string, number])[] {
	const rank = (test: string) => {
		if (test === killer) return 0;
		if (basename(test) === `${basename(source, ".ts")}.test.ts`) return 1;
		return test.startsWith(join("test", folder)) ? 2 : 3;
	};
	return [...times].sort(([a, timeA], [b, timeB]) => rank(a) - rank(b) || timeA - timeB);
}
