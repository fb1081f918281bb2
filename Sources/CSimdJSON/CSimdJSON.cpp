// SPDX-License-Identifier: EUPL-1.2
#include "CSimdJSON.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

using namespace simdjson;

const size_t csj_padding = SIMDJSON_PADDING;

namespace {

inline bool is_delimiter(uint8_t byte) {
  return byte == ',' || byte == ']' || byte == '}' || byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == ':';
}

inline void open(csj_scan *scan, bool object) {
  if (scan->depth < 64) {
    uint64_t bit = uint64_t(1) << scan->depth;
    scan->shape = object ? scan->shape | bit : scan->shape & ~bit;
  }
  scan->depth += 1;
  scan->deepest = std::max(scan->deepest, scan->depth);
}

inline void close(csj_scan *scan, bool object) {
  if (scan->depth == 0) {
    scan->broken = 1;
    return;
  }
  scan->depth -= 1;
  if (scan->depth < 64 && bool((scan->shape >> scan->depth) & 1) != object) scan->broken = 1;
  if (scan->depth == 0) scan->done = 1;
}

/// The next quote or backslash.
inline size_t text_end(const uint8_t *bytes, size_t from, size_t count) {
  size_t at = from;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
  for (; at + 16 <= count; at += 16) {
    __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + at));
    int found = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, backslash)));
    if (found) return at + size_t(__builtin_ctz(unsigned(found)));
  }
#endif
  while (at < count && bytes[at] != '"' && bytes[at] != '\\') at += 1;
  return at;
}

}  // namespace

size_t csj_follow(csj_scan *scan, const uint8_t *bytes, size_t count) {
  size_t at = 0;
  while (at < count && !scan->done && !scan->broken) {
    if (scan->in_text) {
      if (scan->escaped) {
        scan->escaped = 0;
        at += 1;
        continue;
      }
      at = text_end(bytes, at, count);
      if (at == count) break;
      if (bytes[at] == '\\') {
        scan->escaped = 1;
      } else {
        scan->in_text = 0;
        if (scan->depth == 0) scan->done = 1;
      }
      at += 1;
      continue;
    }
    uint8_t byte = bytes[at];
    if (scan->in_scalar) {
      if (is_delimiter(byte)) {
        scan->done = 1;
        break;
      }
    } else {
      switch (byte) {
        case '"': scan->in_text = 1; break;
        case '{': open(scan, true); break;
        case '[': open(scan, false); break;
        case '}': close(scan, true); break;
        case ']': close(scan, false); break;
        default:
          if (scan->depth == 0) scan->in_scalar = 1;
      }
    }
    if (scan->broken) break;
    at += 1;
  }
  return at;
}

size_t csj_lines(const uint8_t *bytes, size_t count) { return size_t(std::count(bytes, bytes + count, uint8_t('\n'))); }

size_t csj_utf8_fault(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  while (at < count) {
    uint8_t lead = bytes[at];
    size_t more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : 9;
    if (more == 9 || at + more >= count + (more == 0)) return at;
    for (size_t i = 1; i <= more; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) return at;
    }
    if (more == 2) {
      if ((lead == 0xE0 && bytes[at + 1] < 0xA0) || (lead == 0xED && bytes[at + 1] > 0x9F)) return at;
    }
    if (more == 3) {
      if ((lead == 0xF0 && bytes[at + 1] < 0x90) || (lead == 0xF4 && bytes[at + 1] > 0x8F)) return at;
    }
    at += more + 1;
  }
  return count;
}

namespace {

/// The name of a member, and its first eight bytes as a number of the same order.
struct member_name {
  uint64_t head;
  uint32_t at;
};

struct canonical_writer {
  const csj_node *nodes;
  const uint8_t *text;
  uint8_t *out;

  /// The length comes first, so that no text can imitate what follows it.
  void scalar(const csj_node &node, uint8_t mark) {
    *out++ = mark;
    char digits[10];
    size_t count = 0;
    uint32_t length = node.length;
    do {
      digits[count++] = char('0' + length % 10);
      length /= 10;
    } while (length);
    while (count) *out++ = uint8_t(digits[--count]);
    *out++ = ':';
    std::memcpy(out, text + node.start, node.length);
    out += node.length;
  }

  uint64_t head(const csj_node &node) const {
    uint8_t bytes[8] = {0};
    std::memcpy(bytes, text + node.start, std::min<size_t>(8, node.length));
    uint64_t value = 0;
    for (uint8_t byte : bytes) value = value << 8 | byte;
    return value;
  }

  /// Equal names keep the order of the file.
  bool before(const member_name &left, const member_name &right) const {
    if (left.head != right.head) return left.head < right.head;
    const csj_node &a = nodes[left.at], &b = nodes[right.at];
    int order = std::memcmp(text + a.start, text + b.start, std::min(a.length, b.length));
    if (order != 0) return order < 0;
    return a.length != b.length ? a.length < b.length : left.at < right.at;
  }

  void object(size_t index) {
    const uint32_t count = nodes[index].length;
    member_name few[48];
    std::vector<member_name> many(count > 48 ? count : 0);
    member_name *names = count > 48 ? many.data() : few;
    uint32_t at = uint32_t(index) + 1;
    for (uint32_t i = 0; i < count; i++) {
      names[i] = {head(nodes[at]), at};
      at = nodes[at + 1].next;
    }
    std::sort(names, names + count, [this](const member_name &a, const member_name &b) { return before(a, b); });
    *out++ = '{';
    for (uint32_t i = 0; i < count; i++) {
      scalar(nodes[names[i].at], '"');
      value(names[i].at + 1);
    }
    *out++ = '}';
  }

  void value(size_t index) {
    const csj_node &node = nodes[index];
    switch (node.kind) {
      case CSJ_NULL: *out++ = 'n'; break;
      case CSJ_FALSE: *out++ = 'f'; break;
      case CSJ_TRUE: *out++ = 't'; break;
      case CSJ_NUMBER: scalar(node, '#'); break;
      case CSJ_TEXT: scalar(node, '"'); break;
      case CSJ_LIST: {
        *out++ = '[';
        size_t at = index + 1;
        for (uint32_t i = 0; i < node.length; i++) {
          value(at);
          at = nodes[at].next;
        }
        *out++ = ']';
        break;
      }
      default: object(index);
    }
  }
};

}  // namespace

size_t csj_canonical(const csj_node *nodes, const uint8_t *text, size_t index, uint8_t *out) {
  canonical_writer writer{nodes, text, out};
  writer.value(index);
  return size_t(writer.out - out);
}

struct csj_parser {
  ondemand::parser engine;
  std::vector<csj_node> nodes;
  std::vector<uint8_t> text;
  uint32_t max_depth = 64;

  void add(csj_kind kind, std::string_view content) {
    nodes.push_back({uint32_t(kind), uint32_t(text.size()), uint32_t(content.size()), uint32_t(nodes.size() + 1)});
    text.insert(text.end(), content.begin(), content.end());
  }

  /// RFC 8259, section 6: simdjson gives the token as it stands.
  static bool is_number(std::string_view token) {
    size_t at = 0, end = token.size();
    auto digits = [&] {
      size_t from = at;
      while (at < end && token[at] >= '0' && token[at] <= '9') at += 1;
      return at > from;
    };
    if (at < end && token[at] == '-') at += 1;
    if (at < end && token[at] == '0') {
      at += 1;
    } else if (!digits()) {
      return false;
    }
    if (at < end && token[at] == '.') {
      at += 1;
      if (!digits()) return false;
    }
    if (at < end && (token[at] == 'e' || token[at] == 'E')) {
      at += 1;
      if (at < end && (token[at] == '+' || token[at] == '-')) at += 1;
      if (!digits()) return false;
    }
    return at == end;
  }

  static std::string_view trimmed(std::string_view token) {
    size_t end = token.find_last_not_of(" \t\r\n");
    return end == std::string_view::npos ? std::string_view() : token.substr(0, end + 1);
  }

  template <typename Value>
  csj_status scalar(Value &value, ondemand::json_type type) {
    switch (type) {
      case ondemand::json_type::string: {
        std::string_view content;
        if (value.get_string().get(content)) return CSJ_SYNTAX;
        add(CSJ_TEXT, content);
        return CSJ_OK;
      }
      case ondemand::json_type::number: {
        std::string_view token;
        if (simdjson_result<std::string_view>(value.raw_json_token()).get(token)) return CSJ_SYNTAX;
        token = trimmed(token);
        if (!is_number(token)) return CSJ_SYNTAX;
        add(CSJ_NUMBER, token);
        return CSJ_OK;
      }
      case ondemand::json_type::boolean: {
        bool truth;
        if (value.get_bool().get(truth)) return CSJ_SYNTAX;
        add(truth ? CSJ_TRUE : CSJ_FALSE, {});
        return CSJ_OK;
      }
      case ondemand::json_type::null: {
        bool empty;
        if (value.is_null().get(empty) || !empty) return CSJ_SYNTAX;
        add(CSJ_NULL, {});
        return CSJ_OK;
      }
      default: return CSJ_SYNTAX;
    }
  }

  template <typename Value>
  csj_status list(Value &value, uint32_t depth) {
    ondemand::array items;
    if (value.get_array().get(items)) return CSJ_SYNTAX;
    size_t own = nodes.size();
    add(CSJ_LIST, {});
    uint32_t count = 0;
    for (auto item : items) {
      ondemand::value child;
      if (item.get(child)) return CSJ_SYNTAX;
      csj_status status = walk(child, depth + 1);
      if (status != CSJ_OK) return status;
      count += 1;
    }
    nodes[own].length = count;
    nodes[own].next = uint32_t(nodes.size());
    return CSJ_OK;
  }

  template <typename Value>
  csj_status object(Value &value, uint32_t depth) {
    ondemand::object members;
    if (value.get_object().get(members)) return CSJ_SYNTAX;
    size_t own = nodes.size();
    add(CSJ_OBJECT, {});
    uint32_t count = 0;
    for (auto member : members) {
      std::string_view name;
      if (member.unescaped_key().get(name)) return CSJ_SYNTAX;
      add(CSJ_TEXT, name);
      ondemand::value child;
      if (member.value().get(child)) return CSJ_SYNTAX;
      csj_status status = walk(child, depth + 1);
      if (status != CSJ_OK) return status;
      count += 1;
    }
    nodes[own].length = count;
    nodes[own].next = uint32_t(nodes.size());
    return CSJ_OK;
  }

  template <typename Value>
  csj_status walk(Value &value, uint32_t depth) {
    if (depth > max_depth) return CSJ_DEPTH;
    ondemand::json_type type;
    if (value.type().get(type)) return CSJ_SYNTAX;
    switch (type) {
      case ondemand::json_type::array: return list(value, depth);
      case ondemand::json_type::object: return object(value, depth);
      default: return scalar(value, type);
    }
  }
};

csj_parser *csj_parser_new(void) { return new (std::nothrow) csj_parser(); }
void csj_parser_free(csj_parser *parser) { delete parser; }

csj_status csj_parse(csj_parser *parser, const uint8_t *bytes, size_t count, uint32_t max_depth) {
  parser->nodes.clear();
  parser->text.clear();
  parser->max_depth = max_depth;
  try {
    ondemand::document document;
    auto fault = parser->engine.iterate(padded_string_view(bytes, count, count + SIMDJSON_PADDING)).get(document);
    if (fault == UTF8_ERROR) return CSJ_ENCODING;
    if (fault == MEMALLOC) return CSJ_MEMORY;
    if (fault) return CSJ_SYNTAX;
    // `csj_follow` has matched the brackets to the last byte, so nothing can stand behind what is walked.
    return parser->walk(document, 1);
  } catch (const std::bad_alloc &) {
    return CSJ_MEMORY;
  } catch (...) {
    return CSJ_SYNTAX;
  }
}

const csj_node *csj_nodes(const csj_parser *parser) { return parser->nodes.data(); }
size_t csj_node_count(const csj_parser *parser) { return parser->nodes.size(); }
const uint8_t *csj_text(const csj_parser *parser) { return parser->text.data(); }
size_t csj_text_length(const csj_parser *parser) { return parser->text.size(); }
