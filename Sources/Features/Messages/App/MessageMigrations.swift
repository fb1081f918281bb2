// SPDX-License-Identifier: EUPL-1.2
import Database

enum MessageMigrations {
  static let all = [
    Migration(
      id: "2026-11-23-message",
      sql: """
        CREATE TABLE message (
          id {{id}},
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          kind TEXT NOT NULL,
          organisation_id BIGINT,
          contact_id BIGINT,
          recipient_name TEXT NOT NULL DEFAULT '',
          recipient_address TEXT NOT NULL CHECK (length(recipient_address) BETWEEN 3 AND 254),
          sender_name TEXT NOT NULL DEFAULT '',
          sender_address TEXT NOT NULL DEFAULT '',
          subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 300),
          body TEXT NOT NULL,
          calendar TEXT NOT NULL DEFAULT '',
          message_key TEXT NOT NULL UNIQUE,
          state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'refused')),
          attempts BIGINT NOT NULL DEFAULT 0,
          due_at TEXT NOT NULL,
          lease_until TEXT,
          lease_token TEXT NOT NULL DEFAULT '',
          answer TEXT NOT NULL DEFAULT '',
          author_id BIGINT REFERENCES account (id),
          created_at TEXT NOT NULL,
          sent_at TEXT,
          UNIQUE (territory_id, id),
          FOREIGN KEY (territory_id, organisation_id) REFERENCES territory_organisation (territory_id, organisation_id),
          FOREIGN KEY (territory_id, contact_id) REFERENCES contact (territory_id, id)
        );
        CREATE INDEX message_due ON message (state, due_at);
        CREATE INDEX message_of_organisation ON message (territory_id, organisation_id, id);
        ALTER TABLE contact ADD COLUMN mail_refused_at TEXT;
        """),
    // Mails given up because no server answered had been taken for wrong addresses: their contacts are written to again.
    Migration(
      id: "2026-11-24-message-failure",
      sql: """
        ALTER TABLE message ADD COLUMN failure TEXT NOT NULL DEFAULT ''
          CHECK (failure IN ('', 'address', 'content', 'server'));
        UPDATE message SET failure = CASE WHEN answer LIKE 'Essayé pendant cinq jours%' THEN 'server'
          WHEN answer LIKE 'Le lien de ce correspondant%' THEN 'content' ELSE 'address' END WHERE state = 'refused';
        UPDATE contact SET mail_refused_at = NULL
        WHERE mail_refused_at IS NOT NULL
          AND EXISTS (SELECT 1 FROM message m WHERE m.territory_id = contact.territory_id
            AND m.contact_id = contact.id AND m.state = 'refused' AND m.failure <> 'address')
          AND NOT EXISTS (SELECT 1 FROM message m WHERE m.territory_id = contact.territory_id
            AND m.contact_id = contact.id AND m.state = 'refused' AND m.failure = 'address');
        """),
  ]

  /// Mails that came by the filing address, by the hash of their Message-ID: each is filed once.
  static let filing = [
    Migration(
      id: "2026-11-24-filed-mail",
      sql: """
        CREATE TABLE filed_mail (
          territory_id BIGINT NOT NULL REFERENCES territory (id),
          mail_hash TEXT NOT NULL,
          filed_at TEXT NOT NULL,
          PRIMARY KEY (territory_id, mail_hash)
        );
        """)
  ]
}
