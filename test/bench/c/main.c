/*
 * What libopendkim, libspf2 and libopendmarc take together for the messages of one sample:
 *
 *   c-libraries FOLDER WARM_UP_MS ROUND_MS
 *   c-libraries versions
 *
 * Says that it is ready once it is warm. Then it measures one round for each line it is given, and says the processor
 * microseconds of one message. Ends with a word about it where the results are not what they should be.
 */
#include "files.h"
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static verdict judge(const sample *sample, const message *message)
{
	verdict verdict = { 0 };
	spf_check(sample, &verdict);
	dkim_outcome dkim = dkim_check(sample, message);
	for (int i = 0; i < dkim.count; i++) verdict.signatures += dkim.signatures[i].passed;
	dmarc_check(sample, &dkim, &verdict);
	free(dkim.from);
	return verdict;
}

static void one_pass(const sample *sample)
{
	for (size_t i = 0; i < sample->count; i++) judge(sample, &sample->messages[i]);
}

/* Nobody wins by not working. */
static void expect_results(const sample *sample)
{
	for (size_t i = 0; i < sample->count; i++) {
		const verdict expected = sample->messages[i].expected, is = judge(sample, &sample->messages[i]);
		if (is.signatures != expected.signatures) die("%d valid signatures, not %d", is.signatures, expected.signatures);
		if (strcmp(is.spf, expected.spf) != 0) die("spf=%s, not %s", is.spf, expected.spf);
		if (strcmp(is.helo, expected.helo) != 0) die("spf=%s of HELO, not %s", is.helo, expected.helo);
		if (strcmp(is.dmarc, expected.dmarc) != 0) die("dmarc=%s, not %s", is.dmarc, expected.dmarc);
	}
}

static double clock_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* User and system, of the whole process. */
static double processor_us(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/* Returns the milliseconds of one pass. */
static double warm_up(const sample *sample, double milliseconds)
{
	double start = clock_ms(), elapsed;
	int passes = 0;
	do {
		one_pass(sample);
		passes++;
		elapsed = clock_ms() - start;
	} while (elapsed < milliseconds);
	return elapsed / passes;
}

static double round_us(const sample *sample, int passes)
{
	double before = processor_us();
	for (int pass = 0; pass < passes; pass++) one_pass(sample);
	return (processor_us() - before) / passes / sample->count;
}

static void say_versions(void)
{
	char dkim[128], spf[64];
	dkim_version(dkim, sizeof dkim);
	spf_version(spf, sizeof spf);
	/* libopendmarc does not tell its own. */
	printf("%s, %s, libopendmarc\n", dkim, spf);
}

static void say(const char *line)
{
	puts(line);
	fflush(stdout);
}

/* A round for each line, until there are no more. */
static void serve(const sample *sample, int passes)
{
	for (int asked; (asked = getchar()) != EOF;) {
		if (asked != '\n') continue;
		char line[32];
		snprintf(line, sizeof line, "%.3f", round_us(sample, passes));
		say(line);
	}
}

int main(int count, char **arguments)
{
	if (count == 2 && strcmp(arguments[1], "versions") == 0) {
		say_versions();
		return 0;
	}
	if (count != 4) die("usage: %s FOLDER WARM_UP_MS ROUND_MS", arguments[0]);
	const sample sample = sample_read(arguments[1]);
	dkim_start(&sample);
	spf_start(&sample);
	dmarc_start(&sample);
	expect_results(&sample);
	double pass_ms = warm_up(&sample, atof(arguments[2])), round_ms = atof(arguments[3]);
	say("ready");
	serve(&sample, pass_ms < round_ms ? round_ms / pass_ms + 0.5 : 1);
	return 0;
}
