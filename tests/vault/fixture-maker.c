/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fixture-maker DIR: makes a vault of the format of today, with content, to be frozen under
 * tests/fixtures/vault-N/ on the day that format is released. It is not run by the tests: a frozen
 * fixture is never made again. */

#include "luwte-db.h"
#include "luwte-search-index-private.h"
#include "luwte-secret.h"
#include "luwte-vault-private.h"

#include <stdio.h>

static const char content[] =
    "INSERT INTO service (id, object_id, kind, url, user, secret, added_at)"
    " VALUES (1, '11111111111111111111111111111111', 'bridge', 'https://chat.example', 'an',"
    " x'00', 1790000000);"
    "INSERT INTO dossier (id, object_id, created_day, last_contact_day)"
    " VALUES (1, '22222222222222222222222222222222', 20700, 20710);"
    "INSERT INTO nickname (dossier_id, service_id, name, folded, used_day)"
    " VALUES (1, 1, 'Zonnebloem', 'zonnebloem', 20710);"
    "INSERT INTO session (id, object_id, service_id, remote_id, dossier_id, nickname, line,"
    " channel, topic, state, opened_at, opened_day, active_day, closed_at, closed_day)"
    " VALUES (1, '33333333333333333333333333333333', 1, '17', 1, 'Zonnebloem', 'chat', 'chat',"
    " 'thuis', 'closed', 1790000000, 20717, 20717, 1790003600, 20717);"
    "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
    " VALUES (1, '44444444444444444444444444444444', 1, 'note', 'thuis', 1790003600, 20717);"
    "INSERT INTO note_text (note_id, body) VALUES (1, 'Praatte over thuis, wil volgende week"
    " terugkomen.');"
    "INSERT INTO message (object_id, session_id, remote_id, sender, at, created_day, delivery,"
    " text) VALUES ('55555555555555555555555555555555', 1, '1', 'visitor', 1790000100, 20717,"
    " 'none', 'Hallo?');"
    "INSERT INTO draft (session_id, kind, text, saved_at) VALUES (1, 'note', 'half', 1790000200);"
    "INSERT INTO flag (object_id, session_id, reason, urgent, question, created_at, created_day)"
    " VALUES ('66666666666666666666666666666666', 1, 'twijfel', 0, 'Wat nu?', 1790003600, 20717);"
    "UPDATE dossier SET known = 'partly', known_day = 20717;"
    "INSERT INTO consent (object_id, session_id, scope, words, party, created_at, created_day)"
    " VALUES ('88888888888888888888888888888888', 1, 'own_helper', 'Overleg met de mentor',"
    " 'mentor', 1790003600, 20717);"
    "INSERT INTO hold (object_id, dossier_id, reason, from_day)"
    " VALUES ('77777777777777777777777777777777', 1, 'klacht', 20717);"
    "INSERT INTO tombstone (line, topic, month, channel) VALUES ('chat', 'thuis', '2024-09', "
    "'chat');"
    "INSERT INTO note_version (note_id, topic, body, written_at, replaced_at)"
    " VALUES (1, 'thuis', 'Praatte over school.', 1790003600, 1790007200);"
    "INSERT INTO note_addition (note_id, body, created_at)"
    " VALUES (1, 'Het was mijn broer.', 1790007200);"
    "INSERT INTO decision (month, outcome, ground, early) VALUES ('2026-09', 'refused',"
    " 'legal_term', 0);"
    "INSERT INTO pack_put (name, expires) VALUES"
    " ('88888888888888888888888888888888.luwte', '2026-12');"
    "INSERT INTO handover (object_id, outgoing, dossier_id, peers, made_day)"
    " VALUES ('99999999999999999999999999999999', 1, 1, '12121212121212121212121212121212', 20717);"
    "INSERT INTO handed_record (record_id, handover_id, kind, due_day)"
    " SELECT object_id, 1, 'note', 21400 FROM note WHERE id = 1;"
    "INSERT INTO summary (object_id, topic, question, answer, month)"
    " VALUES ('abababababababababababababababab', 'thuis', 'Mag dat?', 'Nee.', '2026-09');"
    "INSERT INTO ready_reply (name, text) VALUES ('thee', 'Pak rustig een kop thee.');"
    "INSERT INTO setting (key, value) VALUES ('kept', 'yes')";

static gpointer
fill_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_search_index_ensure (db, 1, error) && luwte_db_exec (db, content, error) &&
                 luwte_db_audit (db, "counsellor", "note.add", "44444444444444444444444444444444",
                                 error)
             ? data
             : NULL;
}

int
main (int argc, char *argv[])
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("a passphrase of a test", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (LuwteVault) vault = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    return 2;
  luwte_vault_use_test_cost ();
  vault = luwte_vault_create (argv[1], passphrase, &code, &error);
  if (vault && luwte_vault_write (vault, fill_cb, vault, &error))
    {
      luwte_vault_close (vault);
      return 0;
    }
  fprintf (stderr, "fixture-maker: %s\n", error->message);
  return 1;
}
