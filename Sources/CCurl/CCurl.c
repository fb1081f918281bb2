// SPDX-License-Identifier: EUPL-1.2
#include "CCurl.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const char *bytes;
  size_t left;
} reader;

static size_t give(char *buffer, size_t size, size_t count, void *context) {
  reader *source = context;
  size_t room = size * count;
  size_t taken = source->left < room ? source->left : room;
  memcpy(buffer, source->bytes, taken);
  source->bytes += taken;
  source->left -= taken;
  return taken;
}

void ccurl_start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

ccurl_outcome ccurl_send(const ccurl_mail *mail) {
  ccurl_outcome outcome = {0};
  CURL *curl = curl_easy_init();
  if (curl == NULL) {
    outcome.code = CURLE_FAILED_INIT;
    snprintf(outcome.reason, sizeof outcome.reason, "libcurl did not start");
    return outcome;
  }
  char reason[CURL_ERROR_SIZE] = {0};
  reader source = {mail->message, mail->message_length};
  struct curl_slist *recipients = NULL;
  for (size_t i = 0; i < mail->recipient_count; i++) recipients = curl_slist_append(recipients, mail->recipients[i]);

  curl_easy_setopt(curl, CURLOPT_URL, mail->url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  if (mail->user != NULL) curl_easy_setopt(curl, CURLOPT_USERNAME, mail->user);
  if (mail->password != NULL) curl_easy_setopt(curl, CURLOPT_PASSWORD, mail->password);
  long level = mail->tls == 2 ? CURLUSESSL_ALL : mail->tls == 1 ? CURLUSESSL_TRY : CURLUSESSL_NONE;
  curl_easy_setopt(curl, CURLOPT_USE_SSL, level);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (mail->authorities != NULL) curl_easy_setopt(curl, CURLOPT_CAINFO, mail->authorities);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mail->sender);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &source);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, mail->connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, mail->total_seconds);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);

  CURLcode code = curl_easy_perform(curl);
  outcome.code = (int)code;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &outcome.answer);
  if (code != CURLE_OK) {
    snprintf(outcome.reason, sizeof outcome.reason, "%s", reason[0] != 0 ? reason : curl_easy_strerror(code));
  }
  curl_slist_free_all(recipients);
  curl_easy_cleanup(curl);
  return outcome;
}
