/**
 * What a caller's own library could export, with no type written down: `tsc --declaration` has to name each. One that
 * cannot be imported stops the build (TS2883, TS4023). Compiled by package.test.ts, against the package as installed.
 */
import * as mailproof from "mailproof";
import type { formatAuthenticationResultsField } from "mailproof/authentication-results";
import { forgeCrypto } from "mailproof/crypto/forge";
import { parseDkimSignature } from "mailproof/dkim";
import { parseSpfRecord } from "mailproof/spf";
import { buildZone, type expectVerdict } from "mailproof/testing";

type Verdict = mailproof.Verdict;

export const envelope = (verdict: Verdict) => verdict.envelope;
export const author = ({ author }: Verdict) => author.readings[0];
export const how = ({ author }: Verdict) => author.readings[0]?.how;
export const problem = ({ author }: Verdict) => author.problem ?? author.limit;
export const anomalies = ({ author, message }: Verdict) => [author.anomalies, message.anomalies] as const;
export const nul = ({ message }: Verdict) => message.nul;
export const partlySigned = ({ dkim }: Verdict) => dkim.flatMap((result) => result.partlySigned);
export const left = ({ dkim }: Verdict) => dkim.flatMap((result) => result.anomalies);
export const broken = ({ dkim }: Verdict) => dkim.find((result) => result.result === "fail");
export const spf = ({ spf }: Verdict) => (spf.mailFrom.result === "fail" ? spf.mailFrom : undefined);
export const dmarc = ({ dmarc }: Verdict) => (dmarc.result === "pass" ? dmarc : undefined);
export const reason = ({ dmarc }: Verdict) => (dmarc.result === "permerror" ? dmarc.reason : undefined);
export const arc = ({ arc }: Verdict) => (arc.result === "pass" ? arc : arc.reason);
export const parsed = (verdict: Verdict) => verdict.parsed?.from[0];
export const view = (verdict: Verdict) => verdict.parsed;

export const trace = (verdict: Verdict) => verdict.trace;
export const traces = ({ trace }: Verdict) => [trace?.spf.helo, trace?.dkim[0], trace?.arc, trace?.dmarc] as const;
export const steps = ({ trace }: Verdict) =>
	[trace?.spf.helo.steps, trace?.dkim[0]?.key, trace?.arc.steps, trace?.dmarc.steps, trace?.dns] as const;
export const ruling = ({ trace }: Verdict) => trace?.dmarc.ruling;

export const read = (value: string) => mailproof.parseAuthenticationResults(value);
export const trusted = async (message: string) =>
	mailproof.trustedResults(message, { authservIds: ["mx.example.org"] });
export const records = [mailproof.parseDmarcRecord("v=DMARC1"), mailproof.parseDkimKey("p=")] as const;
export const spfRecord = parseSpfRecord("v=spf1 -all");
export const signature = parseDkimSignature("");
export const resolver = mailproof.recordingResolver(mailproof.zoneResolver({}));

export const { spf: spfOptions, dmarc: dmarcOptions, arc: arcOptions }: mailproof.VerifyOptions = {};
export const optionsOf = (options: mailproof.VerifyOptions) =>
	[options.spf, options.dmarc, options.arc, options.dkim, options.limits, options.crypto] as const;
export const hash = forgeCrypto.hash("sha256");
export const key = (der: Uint8Array) => forgeCrypto.importKey("rsa", der, 4096);
export const parameters = (...given: Parameters<typeof mailproof.checkHost>) => given;
export const format = (...given: Parameters<typeof formatAuthenticationResultsField>) => given;
export const expectation = (...given: Parameters<typeof expectVerdict>) => given[1];
export const zone = buildZone({});
