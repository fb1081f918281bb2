// SPDX-License-Identifier: EUPL-1.2
// Swift cannot call functions of variable arguments: the options of one SMTP transfer, set in one plain call.
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  /// `smtp://host:587` or `smtps://host:465`.
  const char *url;
  /// NULL when the server asks for none.
  const char *user;
  const char *password;
  /// 0: never, 1: when offered, 2: required before anything is said.
  int tls;
  /// A PEM file of authorities; NULL for the system's.
  const char *authorities;
  /// The envelope, each address in angle brackets.
  const char *sender;
  const char *const *recipients;
  size_t recipient_count;
  /// The whole message, lines ending in CRLF; dots are doubled by libcurl.
  const char *message;
  size_t message_length;
  long connect_seconds;
  long total_seconds;
} ccurl_mail;

typedef struct {
  /// CURLcode; 0 is success.
  int code;
  /// The server's last answer, 250 or 550; 0 when it gave none.
  long answer;
  /// A sentence of libcurl, at most 255 characters, empty on success.
  char reason[256];
} ccurl_outcome;

/// Once for the process, before threads.
void ccurl_start(void);
/// Sends one message and blocks until it is accepted or refused.
ccurl_outcome ccurl_send(const ccurl_mail *mail);

#ifdef __cplusplus
}
#endif

#endif
