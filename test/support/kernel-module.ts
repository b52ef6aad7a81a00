import { readFileSync } from "node:fs";
import wabt from "wabt";

const SOURCE = "src/base/octet-kernel.wat";

/** `src/base/octet-kernel-bytes.ts` as `octet-kernel.wat` says it should be. */
export async function kernelModuleFile(): Promise<string> {
	const compiler = await wabt();
	const module = compiler.parseWat(SOURCE, readFileSync(SOURCE), { simd: true });
	module.validate();
	const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64");
	const lines = (base64.match(/.{1,100}/g) ?? []).map((line) => `\t"${line}",`);
	return [
		"/** `octet-kernel.wat` as a module, in base64: `npm run kernel` writes this file, and a test holds it to its source. */",
		"export const kernelModule: string = [",
		...lines,
		'].join("");',
		"",
	].join("\n");
}
