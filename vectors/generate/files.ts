import { arcAttacks } from "./cases/arc-attacks.js";
import { arcChain } from "./cases/arc-chain.js";
import { arcOverride } from "./cases/arc-override.js";
import { arcSignatures } from "./cases/arc-signatures.js";
import { attacksArc } from "./cases/attacks/arc.js";
import { attacksAuthor } from "./cases/attacks/author.js";
import { attacksDkim } from "./cases/attacks/dkim.js";
import { attacksDmarc } from "./cases/attacks/dmarc.js";
import { attacksMachine } from "./cases/attacks/machine.js";
import { attacksSpf } from "./cases/attacks/spf.js";
import { attacksText } from "./cases/attacks/text.js";
import { authenticationResults } from "./cases/authentication-results.js";
import { author } from "./cases/author.js";
import { dkimCanonicalization } from "./cases/dkim-canonicalization.js";
import { dkimKeys } from "./cases/dkim-keys.js";
import { dkimSignatures } from "./cases/dkim-signatures.js";
import { dmarcAppendixB } from "./cases/dmarc-appendix-b.js";
import { dmarcRfc7489 } from "./cases/dmarc-rfc7489.js";
import { dmarcRfc9989 } from "./cases/dmarc-rfc9989.js";
import { forwarding } from "./cases/forwarding.js";
import { messageIntake } from "./cases/message.js";
import { spfEvaluation } from "./cases/spf-evaluation.js";
import { spfMechanisms } from "./cases/spf-mechanisms.js";
import { spfRecords } from "./cases/spf-records.js";
import { demoMessage, demoZone } from "./demo.js";
import { type FileDraft, toCaseFile } from "./draft.js";
import { formatJson } from "./format.js";
import { notes } from "./notes.js";

const drafts: readonly FileDraft[] = [
	spfMechanisms,
	spfRecords,
	spfEvaluation,
	dkimSignatures,
	dkimKeys,
	dkimCanonicalization,
	dmarcRfc9989,
	dmarcRfc7489,
	dmarcAppendixB,
	arcChain,
	arcSignatures,
	arcOverride,
	arcAttacks,
	forwarding,
	author,
	messageIntake,
	authenticationResults,
	attacksAuthor,
	attacksText,
	attacksDkim,
	attacksSpf,
	attacksDmarc,
	attacksArc,
	attacksMachine,
];

/** Every file that is generated: its name below `vectors/`, and its text. */
export function generateFiles(): ReadonlyMap<string, string> {
	const files = drafts.map((draft) => ({ name: `${draft.path}.json`, file: toCaseFile(draft, notes) }));
	const index = files.map(({ name, file }) => ({
		file: name,
		about: file.about,
		cases: file.groups.reduce((sum, { cases }) => sum + cases.length, 0),
	}));
	return new Map([
		["demo/message.eml", demoMessage()],
		["demo/zone.json", formatJson(demoZone())],
		["index.json", formatJson({ files: index })],
		...files.map(({ name, file }) => [name, formatJson(file)] as const),
	]);
}
