#include "resize.h"
#include "arena.h"
#include "failure.h"

#include <stb_image_resize.h>

/* `side` × `to` / `from`, rounded, at least 1. */
static uint64_t in_proportion(uint64_t side, uint64_t to, uint64_t from) {
  uint64_t scaled = (2 * side * to + from) / (2 * from);
  return scaled ? scaled : 1;
}

/* A part of a picture, in fractions of its sides. */
typedef struct {
  float left, top, right, bottom;
} region_t;

/* Mitchell's filter leaves no ringing, but blurs a side that keeps its size; Catmull's leaves that one as it is. */
static stbir_filter filter_for(float shown, uint32_t from, uint32_t to) {
  return shown * (float)from > (float)to + 0.5f ? STBIR_FILTER_MITCHELL : STBIR_FILTER_CATMULLROM;
}

static bool resample(picture_t *picture, uint32_t width, uint32_t height, region_t region) {
  int channels = (int)picture->channels;
  int alpha = channels % 2 ? STBIR_ALPHA_CHANNEL_NONE : channels - 1;
  picture_t scaled = *picture;
  scaled.width = width;
  scaled.height = height;
  scaled.pixels = arena_alloc((size_t)width * height * picture->channels);
  if (!scaled.pixels) return fail_too_large(width, height);
  stbir_filter across = filter_for(region.right - region.left, picture->width, width);
  stbir_filter down = filter_for(region.bottom - region.top, picture->height, height);
  /* In linear light: averaging sRGB numbers would darken fine patterns. */
  int done = stbir_resize_region(picture->pixels, (int)picture->width, (int)picture->height, 0, scaled.pixels,
                                 (int)width, (int)height, 0, STBIR_TYPE_UINT8, channels, alpha, 0, STBIR_EDGE_CLAMP,
                                 STBIR_EDGE_CLAMP, across, down, STBIR_COLORSPACE_SRGB, NULL, region.left,
                                 region.top, region.right, region.bottom);
  if (!done) return fail_too_large(width, height);
  *picture = scaled;
  return true;
}

bool resize(picture_t *picture, uint32_t asked_width, uint32_t asked_height, enum fit fit) {
  uint64_t width = asked_width, height = asked_height;
  uint64_t from_width = picture->width, from_height = picture->height;
  region_t region = {0, 0, 1, 1};

  if (!asked_height || (asked_width && fit == CONTAIN && width * from_height <= height * from_width))
    height = in_proportion(from_height, width, from_width);
  else if (!asked_width || fit == CONTAIN)
    width = in_proportion(from_width, height, from_height);
  else if (fit == COVER) {
    double shown_x = (double)(width * from_height) / (double)(height * from_width);
    double shown_y = 1 / shown_x;
    if (shown_x < 1) region = (region_t){(float)((1 - shown_x) / 2), 0, (float)((1 + shown_x) / 2), 1};
    else if (shown_y < 1) region = (region_t){0, (float)((1 - shown_y) / 2), 1, (float)((1 + shown_y) / 2)};
  }

  if (!within_limits(width, height)) return false;
  if (width == from_width && height == from_height) return true;
  return resample(picture, (uint32_t)width, (uint32_t)height, region);
}
