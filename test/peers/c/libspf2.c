/* Adapter for libspf2, with a DNS layer that asks the runner. */
#include "cases.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include <spf2/spf.h>
#include <spf2/spf_dns.h>

static const struct { const char *status; int herrno; } faults[] = {
	{ "found", NETDB_SUCCESS }, { "nodata", NO_DATA }, { "nxdomain", HOST_NOT_FOUND },
};

static int herrno_of(const char *status)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strcmp(faults[i].status, status) == 0) return faults[i].herrno;
	return TRY_AGAIN;
}

static const char *type_name(ns_type type)
{
	return type == ns_t_a ? "A" : type == ns_t_aaaa ? "AAAA" : type == ns_t_mx ? "MX" : type == ns_t_ptr ? "PTR"
		: type == ns_t_txt ? "TXT" : NULL;
}

static void add(SPF_dns_rr_t *answer, ns_type type, json_t *record)
{
	int i = answer->num_rr;
	size_t length = 0;
	const char *value = json_string_value(type == ns_t_mx ? json_object_get(record, "exchange") : record);
	unsigned char *text = type == ns_t_txt ? text_of(record, &length) : (unsigned char *)strdup(value);
	if (type != ns_t_txt) length = strlen(value);
	if (SPF_dns_rr_buf_realloc(answer, i, length + 1 < 64 ? 64 : length + 1) != SPF_E_SUCCESS) abort();
	SPF_dns_rr_data_t *data = answer->rr[i];
	if (type == ns_t_a) inet_pton(AF_INET, value, &data->a);
	else if (type == ns_t_aaaa) inet_pton(AF_INET6, value, &data->aaaa);
	else memcpy(data, text, length + 1);
	answer->num_rr++;
	free(text);
}

static SPF_dns_rr_t *look_up(SPF_dns_server_t *server, const char *name, ns_type type, int cache)
{
	(void)cache;
	if (type_name(type) == NULL) return SPF_dns_rr_new_init(server, name, type, 0, NO_DATA);
	char status[16];
	json_t *records = ask(name, type_name(type), status, sizeof status), *record;
	SPF_dns_rr_t *answer = SPF_dns_rr_new_init(server, name, type, 0, herrno_of(status));
	size_t i;
	json_array_foreach(records, i, record) add(answer, type, record);
	json_decref(records);
	return answer;
}

static const char *check(SPF_server_t *server, json_t *envelope, const char *sender)
{
	SPF_request_t *request = SPF_request_new(server);
	SPF_response_t *response = NULL;
	const char *ip = json_string_value(json_object_get(envelope, "clientIp"));
	if (strchr(ip, ':')) SPF_request_set_ipv6_str(request, ip);
	else SPF_request_set_ipv4_str(request, ip);
	SPF_request_set_helo_dom(request, json_string_value(json_object_get(envelope, "helo")));
	if (*sender) SPF_request_set_env_from(request, sender);
	SPF_request_query_mailfrom(request, &response);
	SPF_result_t result = response ? SPF_response_result(response) : SPF_RESULT_NONE;
	/* "(invalid)" is what remains when it could not take a record apart. */
	const char *word = result == SPF_RESULT_INVALID ? "permerror" : SPF_strresult(result);
	if (response) SPF_response_free(response);
	SPF_request_free(request);
	return word;
}

int main(void)
{
	SPF_dns_server_t dns = { .lookup = look_up, .name = "cases" };
	SPF_server_t *server = SPF_server_new_dns(&dns, 0);
	SPF_server_set_rec_dom(server, "mx.example.org");
	int major, minor, patch;
	SPF_get_lib_version(&major, &minor, &patch);
	char version[32];
	snprintf(version, sizeof version, "%d.%d.%d", major, minor, patch);
	hello("libspf2", version, json_pack("[s, s]", "spf", "helo"));
	for (json_t *asked; (asked = hear()) != NULL; json_decref(asked)) {
		json_t *envelope = json_object_get(json_object_get(asked, "case"), "envelope");
		char *sender = strdup(json_string_value(json_object_get(envelope, "mailFrom")));
		size_t length = strlen(sender);
		if (length > 1 && sender[0] == '<' && sender[length - 1] == '>') {
			sender[length - 1] = '\0';
			memmove(sender, sender + 1, length - 1);
		}
		const char *spf = check(server, envelope, sender), *helo = check(server, envelope, "");
		free(sender);
		say(json_pack("{s:{s:s, s:s}}", "results", "spf", spf, "helo", helo));
	}
	return 0;
}
