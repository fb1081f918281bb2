// SPDX-License-Identifier: EUPL-1.2
// A C door to simdjson: find where one JSON value ends, and turn one value into a flat list of nodes.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { CSJ_NULL, CSJ_FALSE, CSJ_TRUE, CSJ_NUMBER, CSJ_TEXT, CSJ_LIST, CSJ_OBJECT } csj_kind;
typedef enum { CSJ_OK, CSJ_SYNTAX, CSJ_ENCODING, CSJ_DEPTH, CSJ_MEMORY } csj_status;

/// One value. Scalars: `start` and `length` are a place in the text (numbers as they were written, texts unescaped, in UTF-8).
/// Lists and objects: `length` is their number of items or members, which follow; an object's member is its name, a text, and its
/// value. `next` is the index of the node after this one and all it holds.
typedef struct {
  uint32_t kind;
  uint32_t start;
  uint32_t length;
  uint32_t next;
} csj_node;

/// How far a value has been followed; starts as zeros, one for each value.
typedef struct {
  uint64_t shape;  // one bit a level: 1 for an object, 0 for a list
  uint32_t depth;
  uint32_t deepest;
  uint8_t in_text;
  uint8_t escaped;
  uint8_t in_scalar;
  uint8_t done;
  uint8_t broken;  // a bracket closed what it had not opened
} csj_scan;

/// Follows a value over `count` bytes, which may be a part of it, and returns how many belong to it. The first call must start on
/// the value's first byte. Nesting beyond 64 levels is only counted.
size_t csj_follow(csj_scan *scan, const uint8_t *bytes, size_t count);

/// How many line ends stand in these bytes.
size_t csj_lines(const uint8_t *bytes, size_t count);

/// The offset of the first byte that is not UTF-8, or `count`.
size_t csj_utf8_fault(const uint8_t *bytes, size_t count);

typedef struct csj_parser csj_parser;
csj_parser *csj_parser_new(void);
void csj_parser_free(csj_parser *parser);

/// Reads and checks one value of `count` bytes. `csj_padding` readable bytes must follow them.
csj_status csj_parse(csj_parser *parser, const uint8_t *bytes, size_t count, uint32_t max_depth);
extern const size_t csj_padding;

/// What the last successful `csj_parse` read, until the next.
const csj_node *csj_nodes(const csj_parser *parser);
size_t csj_node_count(const csj_parser *parser);
const uint8_t *csj_text(const csj_parser *parser);
size_t csj_text_length(const csj_parser *parser);

/// Writes the same bytes for the same content, however the file was laid out: members in the order of their names, no space, numbers
/// as they were written. `out` has room for the length of the text and 12 bytes a node. Returns how many bytes were written.
size_t csj_canonical(const csj_node *nodes, const uint8_t *text, size_t index, uint8_t *out);

#ifdef __cplusplus
}
#endif
