/* libspf2: the identities MAIL FROM and HELO, with a DNS layer of our own over the zone. */
#include "files.h"
#include "verify.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>

#include <spf2/spf.h>
#include <spf2/spf_dns.h>

static SPF_server_t *server;

static const char *type_name(ns_type type)
{
	return type == ns_t_a ? "A" : type == ns_t_aaaa ? "AAAA" : type == ns_t_mx ? "MX" : type == ns_t_txt ? "TXT" : "-";
}

static void add(SPF_dns_rr_t *answer, const value *value)
{
	const char *text = value->text;
	/* The library wants an exchange without its preference. */
	if (answer->rr_type == ns_t_mx) text = strchr(text, ' ') + 1;
	size_t size = strlen(text) + 1;
	if (size < sizeof(struct in6_addr)) size = sizeof(struct in6_addr);
	if (SPF_dns_rr_buf_realloc(answer, answer->num_rr, size) != SPF_E_SUCCESS) die("libspf2 has no memory");
	SPF_dns_rr_data_t *data = answer->rr[answer->num_rr++];
	if (answer->rr_type == ns_t_a) inet_pton(AF_INET, text, &data->a);
	else if (answer->rr_type == ns_t_aaaa) inet_pton(AF_INET6, text, &data->aaaa);
	else memcpy(data, text, strlen(text) + 1);
}

static SPF_dns_rr_t *look_up(SPF_dns_server_t *layer, const char *name, ns_type type, int cache)
{
	(void)cache;
	bool exists;
	const record_set *found = zone_find(layer->hook, name, type_name(type), &exists);
	int status = found != NULL ? NETDB_SUCCESS : exists ? NO_DATA : HOST_NOT_FOUND;
	SPF_dns_rr_t *answer = SPF_dns_rr_new_init(layer, name, type, 0, status);
	if (found == NULL) return answer;
	for (size_t i = 0; i < found->count; i++) add(answer, &found->values[i]);
	return answer;
}

void spf_start(const sample *sample)
{
	static SPF_dns_server_t layer = { .lookup = look_up, .name = "zone" };
	layer.hook = sample->zone;
	server = SPF_server_new_dns(&layer, 0);
	SPF_server_set_rec_dom(server, "mx.receiver.example");
}

/* Without a sender in the request, it is the HELO identity that is asked for. */
static void ask(SPF_request_t *request, char word[16])
{
	SPF_response_t *response = NULL;
	SPF_request_query_mailfrom(request, &response);
	SPF_result_t result = response != NULL ? SPF_response_result(response) : SPF_RESULT_NONE;
	snprintf(word, 16, "%s", SPF_strresult(result));
	if (response != NULL) SPF_response_free(response);
}

void spf_check(const sample *sample, verdict *verdict)
{
	SPF_request_t *request = SPF_request_new(server);
	SPF_request_set_ipv4_str(request, sample->client_ip);
	SPF_request_set_helo_dom(request, sample->helo);
	ask(request, verdict->helo);
	SPF_request_set_env_from(request, sample->mail_from);
	ask(request, verdict->spf);
	SPF_request_free(request);
}

void spf_version(char *text, size_t size)
{
	int major, minor, patch;
	SPF_get_lib_version(&major, &minor, &patch);
	snprintf(text, size, "libspf2 %d.%d.%d", major, minor, patch);
}
