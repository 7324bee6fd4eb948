#include "abi.h"
#include "arena.h"
#include "resize.h"

#include <string.h>

failure_t failure;

bool fail(enum failure_kind kind, const char *text) {
  failure = (failure_t){.kind = kind, .text = text};
  return false;
}

bool fail_too_large(uint32_t width, uint32_t height) {
  failure = (failure_t){.kind = TOO_LARGE, .width = width, .height = height};
  return false;
}

__attribute__((export_name("cabi_realloc"))) void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size);
void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
  (void)old_size;
  if (size == 0) return (void *)align;
  void *memory = arena_realloc(old, size);
  /* The ABI has no other way to say that the arguments do not fit. */
  if (!memory) __builtin_trap();
  return memory;
}

static image_error_t error_of_failure(void) {
  image_error_t error = {.kind = (uint8_t)failure.kind};
  if (failure.kind == TOO_LARGE) {
    error.payload.limit.width = failure.width;
    error.payload.limit.height = failure.height;
    error.payload.limit.max_pixels = MAX_PIXELS;
    error.payload.limit.max_side = MAX_SIDE;
  } else {
    error.payload.text = (list_t){failure.text, strlen(failure.text)};
  }
  return error;
}

static image_result_t *image_result(bool done, file_t file) {
  static image_result_t result;
  result = (image_result_t){.is_err = !done};
  if (done) result.payload.image = (list_t){file.bytes, file.length};
  else result.payload.error = error_of_failure();
  return &result;
}

#define USUAL_QUALITY 85
#define EMPTY "a picture is at least 1 pixel wide and high"

/* A JPEG stays one, everything else becomes a PNG. */
static image_result_t *written(bool done, picture_t *picture) {
  file_t file = {0};
  return image_result(done && encode(picture, picture->kind == JPEG ? JPEG : PNG, USUAL_QUALITY, &file), file);
}

EXPORT("info", info)(const uint8_t *bytes, uint32_t length) {
  static info_result_t result;
  header_t header;
  bool read = read_header((file_t){bytes, length}, &header);
  result = (info_result_t){.is_err = !read};
  if (read) {
    bool lies = header.orientation >= 5;
    result.payload.info.format = (uint8_t)header.kind;
    result.payload.info.width = lies ? header.height : header.width;
    result.payload.info.height = lies ? header.width : header.height;
    result.payload.info.alpha = header.alpha;
  } else {
    result.payload.error = error_of_failure();
  }
  return &result;
}

static bool resized(picture_t *picture, file_t file, OPTION(width), OPTION(height), enum fit fit) {
  if (!has_width && !has_height) return fail(BAD_ARGUMENT, "give a width, a height or both");
  if ((has_width && !width) || (has_height && !height)) return fail(BAD_ARGUMENT, EMPTY);
  return decode(file, false, picture) && resize(picture, has_width ? width : 0, has_height ? height : 0, fit);
}

EXPORT("resize", resize_export)(const uint8_t *bytes, uint32_t length, OPTION(width), OPTION(height), OPTION(fit)) {
  picture_t picture;
  bool done = resized(&picture, (file_t){bytes, length}, has_width, width, has_height, height,
                      has_fit ? (enum fit)fit : CONTAIN);
  return written(done, &picture);
}

static bool shrunk(picture_t *picture, file_t file, uint32_t size) {
  if (!size) return fail(BAD_ARGUMENT, EMPTY);
  if (!decode(file, false, picture)) return false;
  return (picture->width <= size && picture->height <= size) || resize(picture, size, size, CONTAIN);
}

EXPORT("thumbnail", thumbnail)(const uint8_t *bytes, uint32_t length, uint32_t size) {
  picture_t picture;
  return written(shrunk(&picture, (file_t){bytes, length}, size), &picture);
}

static bool cropped(picture_t *picture, file_t file, uint32_t x, uint32_t y, uint32_t width, uint32_t height) {
  if (!width || !height) return fail(BAD_ARGUMENT, EMPTY);
  if (!decode(file, false, picture)) return false;
  if ((uint64_t)x + width > picture->width || (uint64_t)y + height > picture->height)
    return fail(BAD_ARGUMENT, "the rectangle reaches beyond the picture");
  size_t row = (size_t)width * picture->channels;
  for (uint32_t line = 0; line < height; line++)
    memmove(picture->pixels + line * row,
            picture->pixels + ((size_t)(y + line) * picture->width + x) * picture->channels, row);
  picture->width = width;
  picture->height = height;
  return true;
}

EXPORT("crop", crop)(const uint8_t *bytes, uint32_t length, uint32_t x, uint32_t y, uint32_t width, uint32_t height) {
  picture_t picture;
  return written(cropped(&picture, (file_t){bytes, length}, x, y, width, height), &picture);
}

EXPORT("rotate", rotate)(const uint8_t *bytes, uint32_t length, uint32_t turn) {
  static const uint8_t orientation_of_turn[] = {6, 3, 8};
  picture_t picture;
  file_t file = {bytes, length};
  return written(decode(file, false, &picture) && orient(&picture, orientation_of_turn[turn]), &picture);
}

EXPORT("flip", flip)(const uint8_t *bytes, uint32_t length, uint32_t axis) {
  static const uint8_t orientation_of_axis[] = {2, 4};
  picture_t picture;
  file_t file = {bytes, length};
  return written(decode(file, false, &picture) && orient(&picture, orientation_of_axis[axis]), &picture);
}

EXPORT("grayscale", grayscale)(const uint8_t *bytes, uint32_t length) {
  picture_t picture;
  return written(decode((file_t){bytes, length}, true, &picture), &picture);
}

static bool converted(file_t from, enum kind kind, OPTION(quality), file_t *to) {
  picture_t picture;
  if (has_quality && kind != JPEG) return fail(BAD_ARGUMENT, "a PNG has no quality");
  if (has_quality && (quality < 1 || quality > 100)) return fail(BAD_ARGUMENT, "the quality is from 1 to 100");
  return decode(from, false, &picture) && encode(&picture, kind, has_quality ? (int)quality : USUAL_QUALITY, to);
}

EXPORT("convert", convert)(const uint8_t *bytes, uint32_t length, uint32_t format, OPTION(quality)) {
  file_t file = {0};
  bool done = converted((file_t){bytes, length}, (enum kind)format, has_quality, quality, &file);
  return image_result(done, file);
}
