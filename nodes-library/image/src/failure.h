/* Why a call gives an `image-error`. A function that returns false has set `failure`. */
#ifndef FAILURE_H
#define FAILURE_H

#include <stdbool.h>
#include <stdint.h>

/* In the order of the WIT's cases: the number is the discriminant. */
enum failure_kind { UNSUPPORTED, CORRUPT, TOO_LARGE, BAD_ARGUMENT };

typedef struct {
  enum failure_kind kind;
  const char *text;
  uint32_t width, height;
} failure_t;

extern failure_t failure;

bool fail(enum failure_kind kind, const char *text);
bool fail_too_large(uint32_t width, uint32_t height);

#endif
