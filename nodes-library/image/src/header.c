#include "failure.h"
#include "picture.h"

#include <stb_image.h>
#include <string.h>

static uint32_t be16(const uint8_t *b) { return (uint32_t)b[0] << 8 | b[1]; }
static uint32_t be32(const uint8_t *b) { return be16(b) << 16 | be16(b + 2); }
static uint32_t le16(const uint8_t *b) { return (uint32_t)b[1] << 8 | b[0]; }
static uint32_t le24(const uint8_t *b) { return (uint32_t)b[2] << 16 | le16(b); }

static bool starts(file_t f, uint32_t at, const char *magic, uint32_t length) {
  return f.length >= at + length && memcmp(f.bytes + at, magic, length) == 0;
}

/* PNG 3rd edition, 11.2.1 IHDR and 11.3.1.1 tRNS. */
static bool png_header(file_t f, header_t *h) {
  if (f.length < 33 || !starts(f, 12, "IHDR", 4)) return fail(CORRUPT, "the PNG ends within its header");
  h->width = be32(f.bytes + 16);
  h->height = be32(f.bytes + 20);
  uint8_t color_type = f.bytes[25];
  h->alpha = color_type == 4 || color_type == 6;
  for (uint64_t at = 33; at + 8 <= f.length; at += 12ull + be32(f.bytes + at)) {
    if (starts(f, (uint32_t)at + 4, "IDAT", 4)) break;
    if (starts(f, (uint32_t)at + 4, "tRNS", 4)) h->alpha = true;
  }
  return true;
}

/* The orientation tag (0x0112) of the first directory of a TIFF structure; 1 when there is none. EXIF 2.32, 4.5.2. */
static uint32_t tiff_orientation(const uint8_t *t, uint32_t length) {
  if (length < 14) return 1;
  bool little = t[0] == 'I' && t[1] == 'I';
  if (!little && !(t[0] == 'M' && t[1] == 'M')) return 1;
#define U16(p) (little ? le16(p) : be16(p))
  uint32_t at = little ? le16(t + 4) | le16(t + 6) << 16 : be32(t + 4);
  if (at > length - 2) return 1;
  uint32_t entries = U16(t + at);
  at += 2;
  for (uint32_t i = 0; i < entries && length >= 12 && at <= length - 12; i++, at += 12) {
    if (U16(t + at) != 0x0112) continue;
    uint32_t orientation = U16(t + at + 8);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
#undef U16
  return 1;
}

static uint32_t jpeg_orientation(file_t f) {
  uint32_t at = 2;
  while (f.length >= 4 && at <= f.length - 4 && f.bytes[at] == 0xff) {
    uint8_t marker = f.bytes[at + 1];
    if (marker == 0xff) {
      at++;
      continue;
    }
    if (marker == 0xda || marker == 0xd9) return 1;
    uint32_t length = be16(f.bytes + at + 2);
    if (length > f.length - at - 2) return 1;
    if (marker == 0xe1 && length >= 8 && starts(f, at + 4, "Exif\0\0", 6))
      return tiff_orientation(f.bytes + at + 10, length - 8);
    at += 2 + length;
  }
  return 1;
}

static bool jpeg_header(file_t f, header_t *h) {
  int width, height, channels;
  if (!stbi_info_from_memory(f.bytes, (int)f.length, &width, &height, &channels))
    return fail(CORRUPT, stbi_failure_reason());
  h->width = (uint32_t)width;
  h->height = (uint32_t)height;
  h->orientation = jpeg_orientation(f);
  return true;
}

/* RFC 9649, 2.5 to 2.7. */
static bool webp_header(file_t f, header_t *h) {
  if (f.length < 30) return fail(CORRUPT, "the WebP ends within its header");
  const uint8_t *b = f.bytes;
  if (starts(f, 12, "VP8 ", 4)) {
    h->width = le16(b + 26) & 0x3fff;
    h->height = le16(b + 28) & 0x3fff;
  } else if (starts(f, 12, "VP8L", 4)) {
    uint32_t bits = le16(b + 21) | le16(b + 23) << 16;
    h->width = (bits & 0x3fff) + 1;
    h->height = (bits >> 14 & 0x3fff) + 1;
    h->alpha = bits >> 28 & 1;
  } else if (starts(f, 12, "VP8X", 4)) {
    h->width = le24(b + 24) + 1;
    h->height = le24(b + 27) + 1;
    h->alpha = b[20] & 0x10;
  } else {
    return fail(CORRUPT, "the WebP holds no picture");
  }
  return true;
}

static bool gif_header(file_t f, header_t *h) {
  if (f.length < 13) return fail(CORRUPT, "the GIF ends within its header");
  h->width = le16(f.bytes + 6);
  h->height = le16(f.bytes + 8);
  h->alpha = true;
  return true;
}

bool read_header(file_t f, header_t *h) {
  *h = (header_t){.orientation = 1};
  bool read;
  if (f.length > INT32_MAX) return fail(UNSUPPORTED, "the file is larger than 2 GB");
  if (starts(f, 0, "\x89PNG\r\n\x1a\n", 8)) {
    h->kind = PNG;
    read = png_header(f, h);
  } else if (starts(f, 0, "\xff\xd8\xff", 3)) {
    h->kind = JPEG;
    read = jpeg_header(f, h);
  } else if (starts(f, 0, "GIF87a", 6) || starts(f, 0, "GIF89a", 6)) {
    h->kind = GIF;
    read = gif_header(f, h);
  } else if (starts(f, 0, "RIFF", 4) && starts(f, 8, "WEBP", 4)) {
    h->kind = WEBP;
    read = webp_header(f, h);
  } else {
    return fail(UNSUPPORTED, f.length ? "not a PNG, JPEG, GIF or WebP picture" : "no bytes at all");
  }
  if (!read) return false;
  if (h->width == 0 || h->height == 0) return fail(CORRUPT, "the picture has no width or no height");
  return true;
}

bool within_limits(uint64_t width, uint64_t height) {
  if (width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS) return true;
  return fail_too_large(width > UINT32_MAX ? UINT32_MAX : (uint32_t)width,
                        height > UINT32_MAX ? UINT32_MAX : (uint32_t)height);
}
