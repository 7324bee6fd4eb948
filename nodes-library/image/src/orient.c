#include "arena.h"
#include "failure.h"
#include "picture.h"

#include <string.h>

static void copy_pixels(const picture_t *from, picture_t *to, int64_t start, int64_t step_x, int64_t step_y) {
  uint32_t channels = from->channels;
  uint8_t *out = to->pixels;
  for (uint32_t y = 0; y < to->height; y++) {
    const uint8_t *in = from->pixels + (start + step_y * y) * channels;
    for (uint32_t x = 0; x < to->width; x++, in += step_x * (int64_t)channels)
      for (uint32_t c = 0; c < channels; c++) *out++ = in[c];
  }
}

bool orient(picture_t *picture, uint32_t orientation) {
  if (orientation == 1) return true;
  int64_t w = picture->width, h = picture->height;
  picture_t turned = *picture;
  if (orientation >= 5) {
    turned.width = picture->height;
    turned.height = picture->width;
  }
  turned.pixels = arena_alloc((size_t)w * h * picture->channels);
  if (!turned.pixels) return fail_too_large(picture->width, picture->height);
  /* Where the new top left pixel is found, and which way to go for the next one in its row and in its column. */
  switch (orientation) {
    case 2: copy_pixels(picture, &turned, w - 1, -1, w); break;
    case 3: copy_pixels(picture, &turned, w * h - 1, -1, -w); break;
    case 4: copy_pixels(picture, &turned, w * (h - 1), 1, -w); break;
    case 5: copy_pixels(picture, &turned, 0, w, 1); break;
    case 6: copy_pixels(picture, &turned, w * (h - 1), -w, 1); break;
    case 7: copy_pixels(picture, &turned, w * h - 1, -w, -1); break;
    case 8: copy_pixels(picture, &turned, w - 1, w, -1); break;
  }
  arena_free(picture->pixels);
  *picture = turned;
  return true;
}
