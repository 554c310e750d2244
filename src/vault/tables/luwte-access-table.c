/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-access-table.h"

#include "luwte-db.h"
#include "luwte-record-sql-private.h"
#include "luwte-secret.h"

#include <string.h>

static void
record_free (LuwteAccessRecord *self)
{
  g_free (self->kind);
  g_free (self->by);
  g_free (self->code);
  if (self->text != NULL)
    luwte_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_clear_pointer (&self->beside, g_ptr_array_unref);
  g_free (self);
}

void
luwte_access_contact_free (LuwteAccessContact *self)
{
  g_free (self->nickname);
  g_free (self->line);
  g_free (self->channel);
  g_free (self->topic);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static LuwteStmt *
prepare (LuwteDb *db, const char *static_sql, const char *dossier, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, error);

  if (stmt != NULL)
    {
      luwte_stmt_bind_day (stmt, 1, luwte_db_today (db));
      luwte_stmt_bind_text (stmt, 2, dossier);
    }
  return stmt;
}

static GPtrArray *
read_contacts (LuwteDb *db, const char *dossier, GError **error)
{
  LuwteStmt *stmt = prepare (db,
                             "SELECT s.id, s.opened_at, s.nickname, s.line, s.channel, s.topic"
                             " FROM session s JOIN dossier d ON d.id = s.dossier_id"
                             " WHERE d.object_id = ?2 ORDER BY s.opened_at, s.id",
                             dossier, error);
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_access_contact_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      LuwteAccessContact *contact;

      if (!row)
        return g_steal_pointer (&contacts);
      contact = g_new (LuwteAccessContact, 1);
      *contact = (LuwteAccessContact) {
        .id = luwte_stmt_int (stmt, 0),
        .opened_at = luwte_stmt_int (stmt, 1),
        .nickname = g_strdup (luwte_stmt_text (stmt, 2)),
        .line = g_strdup (luwte_stmt_text (stmt, 3)),
        .channel = g_strdup (luwte_stmt_text (stmt, 4)),
        .topic = g_strdup (luwte_stmt_text (stmt, 5)),
        .records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free),
      };
      g_ptr_array_add (contacts, contact);
    }
  return NULL;
}

static LuwteAccessRecord *
read_record (LuwteStmt *stmt)
{
  LuwteAccessRecord *self = g_new (LuwteAccessRecord, 1);

  *self = (LuwteAccessRecord) {
    .kind = g_strdup (luwte_stmt_text (stmt, 1)),
    .at = luwte_stmt_int (stmt, 2),
    .by = g_strdup (luwte_stmt_text (stmt, 3)),
    .code = g_strdup (luwte_stmt_text (stmt, 4)),
    .text = g_strdup (luwte_stmt_text (stmt, 5)),
    .later = luwte_stmt_int (stmt, 6),
    .note = luwte_stmt_int (stmt, 7),
  };
  return self;
}

/* Beside the note that it belongs to, or in its contact. */
static void
put_record (LuwteAccessContact *contact, LuwteAccessRecord *record)
{
  if (!g_str_equal (record->kind, "before") && !g_str_equal (record->kind, "addition"))
    {
      g_ptr_array_add (contact->records, record);
      return;
    }
  for (guint i = 0; i < contact->records->len; i++)
    {
      LuwteAccessRecord *note = g_ptr_array_index (contact->records, i);

      if (note->note != record->note)
        continue;
      if (note->beside == NULL)
        note->beside = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);
      g_ptr_array_add (note->beside, record);
      return;
    }
  record_free (record);
}

static void
add_record (GPtrArray *contacts, LuwteStmt *stmt)
{
  const gint64 session = luwte_stmt_int (stmt, 0);

  for (guint i = 0; i < contacts->len; i++)
    {
      LuwteAccessContact *contact = g_ptr_array_index (contacts, i);

      if (contact->id == session)
        put_record (contact, read_record (stmt));
    }
}

#define OF_DOSSIER                                                               \
  " JOIN session s ON s.id = r.session_id JOIN dossier d ON d.id = s.dossier_id" \
  " WHERE d.object_id = ?2 AND"

/* Each kind with what stands in its row; nothing that is due, and nothing that the one who has the
 * vault open may not read. */
static gboolean
read_records (LuwteDb *db, const char *dossier, GPtrArray *contacts, GError **error)
{
  static const char *const queries[] = {
    "SELECT s.id, r.kind, r.created_at, NULL, r.topic, t.body, r.edited_at, r.id FROM note r"
    " JOIN note_text t ON t.note_id = r.id" OF_DOSSIER LUWTE_SQL_SHOWN ("r.kind", "r.created_day"),
    "SELECT s.id, 'before', v.written_at, NULL, v.topic, v.body, v.replaced_at, r.id"
    " FROM note_version v JOIN note r ON r.id = v.note_id" OF_DOSSIER LUWTE_SQL_SHOWN (
        "r.kind", "r.created_day"),
    "SELECT s.id, 'addition', v.created_at, NULL, NULL, v.body, NULL, r.id"
    " FROM note_addition v JOIN note r ON r.id = v.note_id" OF_DOSSIER LUWTE_SQL_SHOWN (
        "r.kind", "r.created_day"),
    "SELECT s.id, 'message', r.at, r.sender, NULL, r.text, NULL, NULL FROM message r" OF_DOSSIER
        LUWTE_SQL_SHOWN ("'message'", "r.created_day"),
    "SELECT s.id, 'flag', r.created_at, NULL, r.reason, r.question, NULL, NULL"
    " FROM flag r" OF_DOSSIER LUWTE_SQL_SHOWN ("'flag'", "r.created_day"),
    "SELECT s.id, 'consent', r.created_at, NULL, r.scope,"
    " concat_ws (' · ', nullif (r.words, ''), r.party), r.withdrawn_at, NULL"
    " FROM consent r" OF_DOSSIER LUWTE_SQL_SHOWN ("'consent'", "r.created_day"),
    "SELECT s.id, 'advice', r.created_at, NULL, r.decision, r.text, NULL, NULL"
    " FROM advice r" OF_DOSSIER LUWTE_SQL_SHOWN ("'advice'", "r.created_day"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      LuwteStmt *stmt = prepare (db, queries[i], dossier, error);
      gboolean row = TRUE;

      if (stmt == NULL)
        return FALSE;
      while (row)
        {
          if (!luwte_stmt_step (stmt, &row, error))
            return FALSE;
          if (row)
            add_record (contacts, stmt);
        }
    }
  return TRUE;
}

/* By time, in each contact and beside each note. */
static int
compare_records (gconstpointer a, gconstpointer b)
{
  const LuwteAccessRecord *one = *(const LuwteAccessRecord *const *) a;
  const LuwteAccessRecord *two = *(const LuwteAccessRecord *const *) b;

  return (one->at > two->at) - (one->at < two->at);
}

static void
sort_records (GPtrArray *records)
{
  g_ptr_array_sort (records, compare_records);
  for (guint i = 0; i < records->len; i++)
    {
      const LuwteAccessRecord *record = g_ptr_array_index (records, i);

      if (record->beside != NULL)
        g_ptr_array_sort (record->beside, compare_records);
    }
}

GPtrArray *
luwte_access_table_contacts (LuwteDb *db, const char *dossier, GError **error)
{
  g_autoptr (GPtrArray) contacts = read_contacts (db, dossier, error);

  if (contacts == NULL || !read_records (db, dossier, contacts, error))
    return NULL;
  /* That there was a contact is shown as long as something of it is. */
  for (guint i = contacts->len; i-- > 0;)
    {
      const LuwteAccessContact *contact = g_ptr_array_index (contacts, i);

      if (contact->records->len == 0)
        g_ptr_array_remove_index (contacts, i);
      else
        sort_records (contact->records);
    }
  return g_steal_pointer (&contacts);
}

char **
luwte_access_table_nicknames (LuwteDb *db, const char *dossier, gboolean others, GError **error)
{
  LuwteStmt *stmt =
      prepare (db,
               others ? "SELECT k.name FROM nickname k JOIN dossier d ON d.id = k.dossier_id"
                        " WHERE d.object_id <> ?2 UNION SELECT s.nickname FROM session s"
                        " LEFT JOIN dossier d ON d.id = s.dossier_id WHERE d.object_id IS NOT ?2"
                      : "SELECT k.name FROM nickname k JOIN dossier d ON d.id = k.dossier_id"
                        " WHERE d.object_id = ?2 GROUP BY k.name ORDER BY max (k.used_day) DESC",
               dossier, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (luwte_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_strv_builder_end (names);
      g_strv_builder_add (names, luwte_stmt_text (stmt, 0));
    }
  return NULL;
}
