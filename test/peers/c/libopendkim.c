/* Adapter for libopendkim, with keys from the runner. */
#include "cases.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <opendkim/dkim.h>

static DKIM_CBSTAT look_up(DKIM *dkim, DKIM_SIGINFO *signature, u_char *record, size_t size)
{
	(void)dkim;
	char name[1024], status[16];
	snprintf(name, sizeof name, "%s._domainkey.%s", dkim_sig_getselector(signature), dkim_sig_getdomain(signature));
	json_t *records = ask(name, "TXT", status, sizeof status);
	size_t length = 0, count = json_array_size(records);
	unsigned char *text = count > 0 ? text_of(json_array_get(records, 0), &length) : NULL;
	bool fits = length < size;
	if (text != NULL && fits) memcpy(record, text, length + 1);
	free(text);
	json_decref(records);
	if (strcmp(status, "nodata") == 0 || strcmp(status, "nxdomain") == 0) return DKIM_CBSTAT_NOTFOUND;
	if (strcmp(status, "found") != 0) return DKIM_CBSTAT_TRYAGAIN;
	return fits && count == 1 ? DKIM_CBSTAT_CONTINUE : DKIM_CBSTAT_ERROR;
}

/* All signatures are looked at, not only up to the first that passes. */
static DKIM_CBSTAT keep_all(DKIM *dkim, DKIM_SIGINFO **signatures, int count)
{
	for (int i = 0; i < count; i++) dkim_sig_process(dkim, signatures[i]);
	return DKIM_CBSTAT_CONTINUE;
}

static json_t *word(DKIM_SIGINFO *signature)
{
	if ((dkim_sig_getflags(signature) & DKIM_SIGFLAG_PASSED) && dkim_sig_getbh(signature) == DKIM_SIGBH_MATCH)
		return json_string("pass");
	if (dkim_sig_geterror(signature) == DKIM_SIGERROR_KEYFAIL) return json_string("temperror");
	return json_pack("[s, s, s, s]", "fail", "neutral", "permerror", "policy");
}

static json_t *verify(DKIM_LIB *library, const unsigned char *message, size_t length)
{
	DKIM_STAT status;
	DKIM *dkim = dkim_verify(library, (unsigned char *)"case", NULL, &status);
	status = dkim_chunk(dkim, (unsigned char *)message, length);
	if (status == DKIM_STAT_OK) status = dkim_chunk(dkim, NULL, 0);
	bool tests_only = false;
	status = dkim_eom(dkim, &tests_only);
	json_t *words = json_array();
	DKIM_SIGINFO **signatures;
	int count = 0;
	if (dkim_getsiglist(dkim, &signatures, &count) == DKIM_STAT_OK)
		for (int i = 0; i < count; i++) json_array_append_new(words, word(signatures[i]));
	dkim_free(dkim);
	return words;
}

int main(void)
{
	DKIM_LIB *library = dkim_init(NULL, NULL);
	dkim_set_key_lookup(library, look_up);
	dkim_set_final(library, keep_all);
	uint32_t number = dkim_libversion();
	char version[32];
	snprintf(version, sizeof version, "%u.%u.%u", number >> 24, number >> 16 & 255, number >> 8 & 255);
	hello("libopendkim", version, json_pack("[s]", "dkim"));
	for (json_t *asked; (asked = hear()) != NULL; json_decref(asked)) {
		json_t *given = json_object_get(asked, "case");
		uint64_t now = seconds(json_string_value(json_object_get(given, "now")));
		dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_FIXEDTIME, &now, sizeof now);
		size_t length;
		json_t *message = json_object_get(given, "message");
		unsigned char *octets = from_base64(json_string_value(json_object_get(message, "base64")), &length);
		say(json_pack("{s:{s:o}}", "results", "dkim", verify(library, octets, length)));
		free(octets);
	}
	return 0;
}
