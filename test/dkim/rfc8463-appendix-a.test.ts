import { expect, test } from "@jest/globals";
import { forgeCrypto } from "../../src/crypto/forge.js";
import { nodeCrypto } from "../../src/crypto/node.js";
import { verifyDkim } from "../../src/dkim/index.js";
import { txtResolver } from "../support/dkim.js";

const zone = {
	"brisbane._domainkey.football.example.com": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
	"test._domainkey.football.example.com":
		"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR" +
		"iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC" +
		"DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3" +
		"Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
};

const message = `DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
`.replace(/\n/g, "\r\n");

test.each([
	["node", nodeCrypto],
	["forge", forgeCrypto],
])("RFC 8463 appendix A.3: both signatures verify, with %s", async (_, crypto) => {
	const results = await verifyDkim(message, { resolver: txtResolver(zone), crypto });
	const shared = { result: "pass", domain: "football.example.com", identity: "@football.example.com" };
	expect(results).toMatchObject([
		{ ...shared, algorithm: "ed25519-sha256", selector: "brisbane", keyBits: 256, timestamp: 1528637909 },
		{ ...shared, algorithm: "rsa-sha256", selector: "test", keyBits: 1024, signatureStart: "F45dVWDf" },
	]);
});

test("RFC 8463 appendix A.3: a changed word fails both, and says in which half", async () => {
	const inBody = await verifyDkim(message.replace("lost", "won"), { resolver: txtResolver(zone) });
	const failed = { result: "fail", reason: "body-hash-mismatch", headerSignature: "valid" };
	expect(inBody).toMatchObject([failed, failed]);
	const inHeader = await verifyDkim(message.replace("dinner", "lunch"), { resolver: txtResolver(zone) });
	expect(inHeader.map(({ reason }) => reason)).toEqual(["signature-mismatch", "signature-mismatch"]);
});
