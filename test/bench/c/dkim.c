/* libopendkim: every signature of the message, with its body. */
#define _GNU_SOURCE
#include "files.h"
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include <opendkim/dkim.h>
#include <openssl/crypto.h>

/* What sendmail and Postfix hand to a filter at a time. */
enum { CHUNK = 65535 };

static DKIM_LIB *library;

static DKIM_CBSTAT look_up(DKIM *dkim, DKIM_SIGINFO *signature, u_char *record, size_t size)
{
	const zone *zone = dkim_get_user_context(dkim);
	char name[2 * LONGEST_DOMAIN];
	snprintf(name, sizeof name, "%s._domainkey.%s", dkim_sig_getselector(signature), dkim_sig_getdomain(signature));
	bool exists;
	const record_set *found = zone_find(zone, name, "TXT", &exists);
	if (found == NULL) return DKIM_CBSTAT_NOTFOUND;
	if (found->count != 1 || found->values[0].length >= size) return DKIM_CBSTAT_ERROR;
	memcpy(record, found->values[0].text, found->values[0].length + 1);
	return DKIM_CBSTAT_CONTINUE;
}

void dkim_start(const sample *sample)
{
	library = dkim_init(NULL, NULL);
	if (!dkim_libfeature(library, DKIM_FEATURE_ED25519)) fputs("this libopendkim has no Ed25519\n", stderr);
	dkim_set_key_lookup(library, look_up);
	uint64_t now = sample->now;
	dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_FIXEDTIME, &now, sizeof now);
}

/* The line feed that ends a field: no white space behind it. */
static unsigned char *end_of_field(unsigned char *field, const unsigned char *end)
{
	unsigned char *feed = field;
	do {
		feed = memchr(feed, '\n', end - feed);
		if (feed == NULL) die("a message has no end of its header");
		feed++;
	} while (*feed == ' ' || *feed == '\t');
	return feed - 1;
}

/* @returns the first octet of the body. */
static unsigned char *feed_header(DKIM *dkim, const message *message, char **from)
{
	unsigned char *field = message->octets;
	const unsigned char *end = message->octets + message->length;
	while (*field != '\r') {
		unsigned char *feed = end_of_field(field, end);
		size_t length = feed - 1 - field;
		if (dkim_header(dkim, field, length) != DKIM_STAT_OK) die("libopendkim refuses a header field");
		if (length > 5 && strncasecmp((char *)field, "From:", 5) == 0) {
			free(*from);
			*from = strndup((char *)field + 5, length - 5);
		}
		field = feed + 1;
	}
	return field + 2;
}

static void feed_body(DKIM *dkim, unsigned char *body, const unsigned char *end)
{
	while (body < end) {
		size_t length = end - body < CHUNK ? end - body : CHUNK;
		dkim_body(dkim, body, length);
		body += length;
	}
}

static void take_signatures(DKIM *dkim, dkim_outcome *outcome)
{
	DKIM_SIGINFO **signatures;
	int count = 0;
	if (dkim_getsiglist(dkim, &signatures, &count) != DKIM_STAT_OK) return;
	if (count > MOST_SIGNATURES) die("a message has %d signatures", count);
	for (int i = 0; i < count; i++) {
		snprintf(outcome->signatures[i].domain, LONGEST_DOMAIN, "%s", dkim_sig_getdomain(signatures[i]));
		snprintf(outcome->signatures[i].selector, sizeof outcome->signatures[i].selector, "%s",
			dkim_sig_getselector(signatures[i]));
		outcome->signatures[i].passed = DKIM_SIG_CHECK(signatures[i]);
	}
	outcome->count = count;
}

dkim_outcome dkim_check(const sample *sample, const message *message)
{
	dkim_outcome outcome;
	outcome.count = 0;
	outcome.from = NULL;
	DKIM_STAT status;
	DKIM *dkim = dkim_verify(library, (const unsigned char *)"message", NULL, &status);
	dkim_set_user_context(dkim, sample->zone);
	unsigned char *body = feed_header(dkim, message, &outcome.from);
	status = dkim_eoh(dkim);
	/* Without a signature the body is of no use. */
	if (status != DKIM_STAT_OK && status != DKIM_STAT_NOSIG) die("libopendkim refuses the header: %d", status);
	if (status == DKIM_STAT_OK) {
		feed_body(dkim, body, message->octets + message->length);
		bool test_key;
		dkim_eom(dkim, &test_key);
		take_signatures(dkim, &outcome);
	}
	dkim_free(dkim);
	return outcome;
}

void dkim_version(char *text, size_t size)
{
	uint32_t number = dkim_libversion();
	snprintf(text, size, "libopendkim %u.%u.%u with OpenSSL %s", number >> 24, number >> 16 & 255, number >> 8 & 255,
		OpenSSL_version(OPENSSL_VERSION_STRING));
}
