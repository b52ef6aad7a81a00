#include "files.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void die(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}

unsigned char *read_file(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	if (file == NULL) die("%s cannot be read", path);
	fseek(file, 0, SEEK_END);
	size_t size = ftell(file);
	rewind(file);
	unsigned char *octets = malloc(size + 1);
	if (fread(octets, 1, size, file) != size) die("%s cannot be read", path);
	fclose(file);
	octets[size] = '\0';
	if (length != NULL) *length = size;
	return octets;
}
