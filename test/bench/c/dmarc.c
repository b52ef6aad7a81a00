/* libopendmarc: discovery, alignment and policy, with what the other two found. */
#include "files.h"
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <opendmarc/dmarc.h>

/* Where Debian's package `publicsuffix` has the list that the filter opendmarc takes organizational domains from. */
static const char list[] = "/usr/share/publicsuffix/public_suffix_list.dat";

static OPENDMARC_LIB_T library;

/* A name that is not among these would be asked of the network: every author's domain of the corpus has its record. */
static void offer(const record_set *set)
{
	if (strncasecmp(set->name, "_dmarc.", 7) == 0) opendmarc_dns_fake_record(set->name, set->values[0].text);
}

void dmarc_start(const sample *sample)
{
	library.tld_type = OPENDMARC_TLD_TYPE_NONE;
	if (access(list, R_OK) == 0) {
		library.tld_type = OPENDMARC_TLD_TYPE_MOZILLA;
		snprintf((char *)library.tld_source_file, sizeof library.tld_source_file, "%s", list);
	}
	if (opendmarc_policy_library_init(&library) != DMARC_PARSE_OKAY) die("libopendmarc does not start");
	zone_each(sample->zone, offer);
}

static int spf_outcome(const char *word)
{
	if (strcmp(word, "pass") == 0) return DMARC_POLICY_SPF_OUTCOME_PASS;
	if (strcmp(word, "temperror") == 0) return DMARC_POLICY_SPF_OUTCOME_TMPFAIL;
	return strcmp(word, "none") == 0 ? DMARC_POLICY_SPF_OUTCOME_NONE : DMARC_POLICY_SPF_OUTCOME_FAIL;
}

static void store_dkim(DMARC_POLICY_T *policy, const dkim_outcome *dkim)
{
	for (int i = 0; i < dkim->count; i++)
		opendmarc_policy_store_dkim(policy, (u_char *)dkim->signatures[i].domain, (u_char *)dkim->signatures[i].selector,
			dkim->signatures[i].passed ? DMARC_POLICY_DKIM_OUTCOME_PASS : DMARC_POLICY_DKIM_OUTCOME_FAIL, NULL);
}

static const char *word(int status)
{
	if (status == DMARC_POLICY_PASS) return "pass";
	return status == DMARC_POLICY_ABSENT ? "none" : "fail";
}

void dmarc_check(const sample *sample, const dkim_outcome *dkim, verdict *verdict)
{
	DMARC_POLICY_T *policy = opendmarc_policy_connect_init((u_char *)sample->client_ip, DMARC_POLICY_IP_TYPE_IPV4);
	opendmarc_policy_store_from_domain(policy, (u_char *)(dkim->from != NULL ? dkim->from : ""));
	opendmarc_policy_store_spf(policy, (u_char *)strchr(sample->mail_from, '@') + 1, spf_outcome(verdict->spf),
		DMARC_POLICY_SPF_ORIGIN_MAILFROM, NULL);
	store_dkim(policy, dkim);
	int found = opendmarc_policy_query_dmarc(policy, NULL);
	const char *result = found == DMARC_PARSE_OKAY ? word(opendmarc_get_policy_to_enforce(policy)) : "none";
	snprintf(verdict->dmarc, sizeof verdict->dmarc, "%s", result);
	opendmarc_policy_connect_shutdown(policy);
}
