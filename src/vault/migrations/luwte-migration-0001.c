/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first format of a vault. A released migration is never edited; a change is a new number.
 *
 * Days (…_day) are LuwteDay, local days that the caller computed in the profile's time zone;
 * instants (…_at) are seconds since 1970-01-01 UTC. An object_id is a random id that may leave the
 * vault (plan, audit, ledger); integer ids never do. Every row that people wrote hangs on a session
 * by ON DELETE CASCADE, so that erasing a session leaves nothing behind. There is no column for an
 * address, a place, a device or a visitor token. */

#include "luwte-migrations.h"

const char *const luwte_migration_0001[] = {
  /* About the vault: vault_id, created, latest_day, role, practice. */
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",

  /* What the user chose in this app. */
  "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",

  /* Profiles that were accepted; the one with the highest seq is in use. */
  "CREATE TABLE policy ("
  "  seq INTEGER PRIMARY KEY,"
  "  accepted_at INTEGER NOT NULL,"
  "  profile_id TEXT NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  json BLOB NOT NULL,"
  "  choices TEXT NOT NULL"
  ") STRICT",

  /* Chat services and their secrets. One that is no longer used stays without a secret as long as
   * sessions came from it. */
  "CREATE TABLE service ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  kind TEXT NOT NULL,"
  "  url TEXT,"
  "  user TEXT,"
  "  secret BLOB,"
  "  added_at INTEGER NOT NULL,"
  "  in_use INTEGER NOT NULL DEFAULT 1"
  ") STRICT",
  "CREATE UNIQUE INDEX service_in_use ON service (in_use) WHERE in_use = 1",

  /* What is held about one visitor. last_contact_day only ever grows. */
  "CREATE TABLE dossier ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  created_day INTEGER NOT NULL,"
  "  last_contact_day INTEGER NOT NULL"
  ") STRICT",
  "CREATE INDEX dossier_last_contact ON dossier (last_contact_day DESC, id DESC)",

  /* Several dossiers may bear one nickname: a nickname is not a person. name is NFC without outer
   * white space; folded is for searching, without case and accents. */
  "CREATE TABLE nickname ("
  "  id INTEGER PRIMARY KEY,"
  "  dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,"
  "  service_id INTEGER REFERENCES service (id),"
  "  name TEXT NOT NULL,"
  "  folded TEXT NOT NULL,"
  "  used_day INTEGER NOT NULL"
  ") STRICT",
  "CREATE UNIQUE INDEX nickname_once ON nickname (dossier_id, name, IFNULL (service_id, 0))",
  "CREATE INDEX nickname_name ON nickname (name)",
  "CREATE INDEX nickname_folded ON nickname (folded)",
  "CREATE INDEX nickname_service ON nickname (service_id) WHERE service_id IS NOT NULL",

  /* dossier_id is NULL where the profile knows no dossiers, and while nobody has said whose this
   * is. closed_day is NULL while it is open: its records do not run then. active_day is the latest
   * day on which anything happened in it. service_id is NULL for a session that a note made. */
  "CREATE TABLE session ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  service_id INTEGER REFERENCES service (id),"
  "  remote_id TEXT,"
  "  dossier_id INTEGER REFERENCES dossier (id),"
  "  nickname TEXT NOT NULL,"
  "  line TEXT NOT NULL,"
  "  channel TEXT NOT NULL,"
  "  department TEXT,"
  "  topic TEXT,"
  "  state TEXT NOT NULL,"
  "  identity TEXT NOT NULL DEFAULT 'unknown',"
  "  opened_at INTEGER NOT NULL,"
  "  opened_day INTEGER NOT NULL,"
  "  active_day INTEGER NOT NULL,"
  "  closed_at INTEGER,"
  "  closed_day INTEGER,"
  "  CHECK ((closed_at IS NULL) = (closed_day IS NULL))"
  ") STRICT",
  "CREATE UNIQUE INDEX session_remote ON session (service_id, remote_id)"
  " WHERE remote_id IS NOT NULL",
  "CREATE INDEX session_dossier ON session (dossier_id)",
  "CREATE INDEX session_nickname ON session (nickname) WHERE dossier_id IS NULL",
  "CREATE INDEX session_open ON session (service_id) WHERE closed_day IS NULL",

  /* id is created_at * 2^20 + a number, so that the newest have the highest ids, imported or not:
   * a search walks the full-text index from the newest and stops at its limit. */
  "CREATE TABLE note ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  kind TEXT NOT NULL,"
  "  topic TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  created_day INTEGER NOT NULL,"
  "  edited_at INTEGER"
  ") STRICT",
  "CREATE INDEX note_session ON note (session_id)",

  /* The text stands here and nowhere else. An edit is a deletion and an insertion, since an update
   * in place may leave the longer old text in its page; the triggers keep the index in step,
   * whoever deletes. */
  "CREATE TABLE note_text ("
  "  note_id INTEGER PRIMARY KEY REFERENCES note (id) ON DELETE CASCADE,"
  "  body TEXT NOT NULL"
  ") STRICT",
  "CREATE VIRTUAL TABLE note_fts USING fts5 (body, content = 'note_text',"
  " content_rowid = 'note_id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
  "INSERT INTO note_fts (note_fts, rank) VALUES ('secure-delete', 1)",
  "CREATE TRIGGER note_text_inserted AFTER INSERT ON note_text BEGIN"
  "  INSERT INTO note_fts (rowid, body) VALUES (new.note_id, new.body);"
  " END",
  "CREATE TRIGGER note_text_deleted AFTER DELETE ON note_text BEGIN"
  "  INSERT INTO note_fts (note_fts, rowid, body) VALUES ('delete', old.note_id, old.body);"
  " END",
  "CREATE TRIGGER note_text_updated BEFORE UPDATE ON note_text BEGIN"
  "  SELECT RAISE (ABORT, 'a text is deleted and inserted, never updated');"
  " END",

  /* The conversation as far as the profile lets it be kept. Each of the two ids stands once in a
   * session, so that a replayed event or a retry never doubles a message. */
  "CREATE TABLE message ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  remote_id TEXT,"
  "  client_id TEXT,"
  "  sender TEXT NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  created_day INTEGER NOT NULL,"
  "  delivery TEXT NOT NULL,"
  "  text TEXT NOT NULL"
  ") STRICT",
  "CREATE UNIQUE INDEX message_remote ON message (session_id, remote_id)"
  " WHERE remote_id IS NOT NULL",
  "CREATE UNIQUE INDEX message_client ON message (session_id, client_id)"
  " WHERE client_id IS NOT NULL",
  "CREATE INDEX message_order ON message (session_id, at, id)",

  /* Accepted for sending; gone when the service has it or the counsellor drops it. */
  "CREATE TABLE outbox ("
  "  id INTEGER PRIMARY KEY,"
  "  client_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  text TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  state TEXT NOT NULL,"
  "  tries INTEGER NOT NULL DEFAULT 0"
  ") STRICT",
  "CREATE INDEX outbox_session ON outbox (session_id)",

  /* What is being written: a note, or a message that was not sent yet. */
  "CREATE TABLE draft ("
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  kind TEXT NOT NULL CHECK (kind IN ('note', 'message')),"
  "  text TEXT NOT NULL,"
  "  saved_at INTEGER NOT NULL,"
  "  PRIMARY KEY (session_id, kind)"
  ") STRICT, WITHOUT ROWID",

  /* Flagged for the multidisciplinary review. */
  "CREATE TABLE flag ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  reason TEXT NOT NULL,"
  "  urgent INTEGER NOT NULL,"
  "  question TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  created_day INTEGER NOT NULL"
  ") STRICT",
  "CREATE INDEX flag_session ON flag (session_id)",

  "CREATE TABLE consent ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,"
  "  scope TEXT NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  created_day INTEGER NOT NULL,"
  "  withdrawn_at INTEGER,"
  "  withdrawn_day INTEGER"
  ") STRICT",
  "CREATE INDEX consent_session ON consent (session_id)",

  /* Every record with what its term is counted by, whatever its kind. A session without a dossier
   * counts its own days. */
  "CREATE VIEW record AS"
  "  SELECT n.object_id AS object_id, n.kind AS kind, s.line AS line, n.created_day AS created_day,"
  "    s.closed_day AS closed_day, IFNULL (d.last_contact_day, s.active_day) AS last_contact_day,"
  "    s.id AS session_id, s.dossier_id AS dossier_id"
  "    FROM note n JOIN session s ON s.id = n.session_id LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT m.object_id, 'message', s.line, m.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM message m JOIN session s ON s.id = m.session_id"
  "    LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT f.object_id, 'flag', s.line, f.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM flag f JOIN session s ON s.id = f.session_id LEFT JOIN dossier d ON d.id = s.dossier_id"
  "  UNION ALL SELECT c.object_id, 'consent', s.line, c.created_day,"
  "    s.closed_day, IFNULL (d.last_contact_day, s.active_day), s.id, s.dossier_id"
  "    FROM consent c JOIN session s ON s.id = c.session_id"
  "    LEFT JOIN dossier d ON d.id = s.dossier_id",

  /* until_day is the last day of the hold; ended_at is set when it was ended before or after. */
  "CREATE TABLE hold ("
  "  id INTEGER PRIMARY KEY,"
  "  object_id TEXT NOT NULL UNIQUE,"
  "  dossier_id INTEGER NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,"
  "  reason TEXT NOT NULL,"
  "  from_day INTEGER NOT NULL,"
  "  until_day INTEGER,"
  "  ended_at INTEGER"
  ") STRICT",
  "CREATE INDEX hold_dossier ON hold (dossier_id)",

  /* What remains of a session. The random key is the order of the rows, so that neither an id nor
   * a place tells which one came from which day. */
  "CREATE TABLE tombstone ("
  "  key BLOB NOT NULL PRIMARY KEY DEFAULT (randomblob (16)),"
  "  line TEXT NOT NULL,"
  "  topic TEXT NOT NULL,"
  "  month TEXT NOT NULL,"
  "  channel TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID",

  /* Coded facts of closed sessions, by month and never by row (retention rule 4). */
  "CREATE TABLE counter ("
  "  month TEXT NOT NULL,"
  "  line TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  value TEXT NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  PRIMARY KEY (month, line, name, value)"
  ") STRICT, WITHOUT ROWID",

  /* How often a topic was chosen, to offer the usual ones first. */
  "CREATE TABLE topic (code TEXT PRIMARY KEY, uses INTEGER NOT NULL) STRICT, WITHOUT ROWID",

  /* What each retention run did, without saying about whom. */
  "CREATE TABLE receipt ("
  "  seq INTEGER PRIMARY KEY,"
  "  at INTEGER NOT NULL,"
  "  n_records INTEGER NOT NULL,"
  "  n_sessions INTEGER NOT NULL,"
  "  n_tombstones INTEGER NOT NULL,"
  "  n_held INTEGER NOT NULL,"
  "  finished INTEGER NOT NULL"
  ") STRICT",

  /* Append-only. The MAC covers object_hash, so that an object's id can leave with the object;
   * rows may be cut only up to the anchor. */
  "CREATE TABLE audit ("
  "  seq INTEGER PRIMARY KEY,"
  "  at INTEGER NOT NULL,"
  "  role TEXT NOT NULL,"
  "  action TEXT NOT NULL,"
  "  object TEXT,"
  "  object_hash BLOB,"
  "  prev BLOB NOT NULL,"
  "  mac BLOB NOT NULL"
  ") STRICT",
  "CREATE TABLE audit_anchor ("
  "  id INTEGER PRIMARY KEY CHECK (id = 1),"
  "  seq INTEGER NOT NULL,"
  "  mac BLOB NOT NULL"
  ") STRICT",
  "CREATE TRIGGER audit_updated BEFORE UPDATE ON audit"
  " WHEN new.object IS NOT NULL OR new.seq IS NOT old.seq OR new.at IS NOT old.at"
  "   OR new.role IS NOT old.role OR new.action IS NOT old.action"
  "   OR new.object_hash IS NOT old.object_hash OR new.prev IS NOT old.prev"
  "   OR new.mac IS NOT old.mac"
  " BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END",
  "CREATE TRIGGER audit_deleted BEFORE DELETE ON audit"
  " WHEN old.seq > IFNULL ((SELECT seq FROM audit_anchor), 0)"
  " BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END",

  NULL
};
