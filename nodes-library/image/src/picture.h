/* A picture in memory, and the way from a file to it and back. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdbool.h>
#include <stdint.h>

/* 24-megapixel cameras are within it, and 16-bit PNGs of that size within the module's memory. */
#define MAX_PIXELS 25000000u
/* What a JPEG's header can say. */
#define MAX_SIDE 65535u

/* In the order of the WIT's `picture-format`. */
enum kind { PNG, JPEG, GIF, WEBP };

typedef struct {
  const uint8_t *bytes;
  uint32_t length;
} file_t;

typedef struct {
  enum kind kind;
  uint32_t width, height;
  bool alpha;
  /* As in EXIF, 1 to 8: what has to be done to see it upright. Width and height are those before that. */
  uint32_t orientation;
} header_t;

typedef struct {
  enum kind kind;
  uint32_t width, height;
  /* 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; 8 bits each, rows without padding. */
  uint32_t channels;
  uint8_t *pixels;
} picture_t;

bool read_header(file_t file, header_t *header);
bool within_limits(uint64_t width, uint64_t height);
/* `as_gray` leaves one colour channel. */
bool decode(file_t file, bool as_gray, picture_t *picture);

/* What orientation 1 to 8 of EXIF asks for. */
bool orient(picture_t *picture, uint32_t orientation);

bool encode(picture_t *picture, enum kind kind, int quality, file_t *file);

#endif
