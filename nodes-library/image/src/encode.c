#include "arena.h"
#include "failure.h"
#include "picture.h"

#include <stb_image_write.h>
#include <string.h>

/* Public in all but its header. */
STBIWDEF unsigned char *stbi_write_png_to_mem(const unsigned char *pixels, int stride, int width, int height,
                                              int channels, int *length);

typedef struct {
  uint8_t *bytes;
  size_t length, capacity;
  bool full;
} sink_t;

static void append(void *context, void *data, int size) {
  sink_t *sink = context;
  if (sink->full) return;
  if (sink->length + (size_t)size > sink->capacity) {
    size_t capacity = sink->capacity * 2 + (size_t)size;
    uint8_t *grown = arena_realloc(sink->bytes, capacity);
    if (!grown) {
      sink->full = true;
      return;
    }
    sink->bytes = grown;
    sink->capacity = capacity;
  }
  memcpy(sink->bytes + sink->length, data, (size_t)size);
  sink->length += (size_t)size;
}

/* A JPEG has no transparency: what shines through is white. */
static void flatten_on_white(picture_t *picture) {
  if (picture->channels % 2) return;
  uint32_t colors = picture->channels - 1;
  const uint8_t *in = picture->pixels;
  uint8_t *out = picture->pixels;
  for (size_t left = (size_t)picture->width * picture->height; left; left--) {
    uint32_t alpha = in[colors];
    for (uint32_t c = 0; c < colors; c++) *out++ = (uint8_t)((in[c] * alpha + 255 * (255 - alpha) + 127) / 255);
    in += picture->channels;
  }
  picture->channels = colors;
}

bool encode(picture_t *picture, enum kind kind, int quality, file_t *file) {
  int width = (int)picture->width, height = (int)picture->height;
  if (kind == JPEG) {
    flatten_on_white(picture);
    sink_t sink = {.capacity = 4096, .bytes = arena_alloc(4096)};
    if (!sink.bytes) return fail_too_large(picture->width, picture->height);
    stbi_write_jpg_to_func(append, &sink, width, height, (int)picture->channels, picture->pixels, quality);
    if (sink.full) return fail_too_large(picture->width, picture->height);
    *file = (file_t){sink.bytes, sink.length};
    return true;
  }
  int length;
  uint8_t *bytes = stbi_write_png_to_mem(picture->pixels, 0, width, height, (int)picture->channels, &length);
  if (!bytes) return fail_too_large(picture->width, picture->height);
  *file = (file_t){bytes, (uint32_t)length};
  return true;
}
