/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-simulator-private.h"

G_DEFINE_FINAL_TYPE (LuwteLhcSimulator, luwte_lhc_simulator, G_TYPE_OBJECT)

static void
said_free (gpointer data)
{
  g_free (((Said *) data)->text);
  g_free (((Said *) data)->file_name);
  g_clear_pointer (&((Said *) data)->file, g_bytes_unref);
  g_free (data);
}

static void
chat_free (gpointer data)
{
  Chat *chat = data;

  g_free (chat->nickname);
  g_free (chat->subject);
  g_ptr_array_unref (chat->said);
  g_free (chat);
}

static void
operator_free (gpointer data)
{
  Operator *operator= data;

  g_free (operator->user);
  g_free (operator->key);
  g_free (operator);
}

Chat *
luwte_lhc_simulator_find_chat (LuwteLhcSimulator *self, gint64 id)
{
  for (guint i = 0; i < self->chats->len; i++)
    {
      Chat *chat = g_ptr_array_index (self->chats, i);

      if (chat->id == id)
        return chat;
    }
  return NULL;
}

Said *
luwte_lhc_simulator_append_said (LuwteLhcSimulator *self, Chat *chat, gint64 author,
                                 const char *text)
{
  Said *said = g_new0 (Said, 1);

  said->id = self->next_message++;
  said->author = author;
  said->at = g_get_real_time () / G_USEC_PER_SEC;
  said->text = g_strdup (text);
  g_ptr_array_add (chat->said, said);
  chat->last_message = said->id;
  return said;
}

/* --- for tests ------------------------------------------------------------------------------- */

void
luwte_lhc_simulator_start (LuwteLhcSimulator *self)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  self->server = soup_server_new ("server-header", "simulator", NULL);
  soup_server_add_handler (self->server, NULL, luwte_lhc_simulator_request_cb, self, NULL);
  soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

void
luwte_lhc_simulator_stop (LuwteLhcSimulator *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

static void
luwte_lhc_simulator_finalize (GObject *object)
{
  LuwteLhcSimulator *self = LUWTE_LHC_SIMULATOR (object);

  luwte_lhc_simulator_stop (self);
  g_ptr_array_unref (self->chats);
  g_ptr_array_unref (self->operators);
  g_string_free (self->log, TRUE);
  g_ptr_array_unref (self->late);
  g_free (self->trouble_where);
  g_free (self->url);
  G_OBJECT_CLASS (luwte_lhc_simulator_parent_class)->finalize (object);
}

static void
luwte_lhc_simulator_class_init (LuwteLhcSimulatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_lhc_simulator_finalize;
}

static void
luwte_lhc_simulator_init (LuwteLhcSimulator *self)
{
  self->chats = g_ptr_array_new_with_free_func (chat_free);
  self->operators = g_ptr_array_new_with_free_func (operator_free);
  self->log = g_string_new (NULL);
  self->late = g_ptr_array_new_with_free_func (g_object_unref);
  self->next_chat = 1;
  self->next_message = 1;
}

LuwteLhcSimulator *
luwte_lhc_simulator_new (void)
{
  LuwteLhcSimulator *self = g_object_new (LUWTE_TYPE_LHC_SIMULATOR, NULL);

  luwte_lhc_simulator_start (self);
  return self;
}

const char *
luwte_lhc_simulator_get_url (LuwteLhcSimulator *self)
{
  return self->url;
}

gint64
luwte_lhc_simulator_add_operator (LuwteLhcSimulator *self, const char *user, const char *key)
{
  Operator *operator= g_new0 (Operator, 1);

  operator->id = 2 + self->operators->len;
  operator->user = g_strdup (user);
  operator->key = g_strdup (key);
  g_ptr_array_add (self->operators, operator);
  return operator->id;
}

gint64
luwte_lhc_simulator_arrive (LuwteLhcSimulator *self, const char *nickname, gint64 department,
                            const char *text)
{
  Chat *chat = g_new0 (Chat, 1);

  chat->id = self->next_chat++;
  chat->nickname = g_strdup (nickname);
  chat->department = department;
  chat->at = g_get_real_time () / G_USEC_PER_SEC;
  chat->said = g_ptr_array_new_with_free_func (said_free);
  g_ptr_array_add (self->chats, chat);
  if (text != NULL)
    luwte_lhc_simulator_append_said (self, chat, 0, text);
  return chat->id;
}

gint64
luwte_lhc_simulator_ask_offline (LuwteLhcSimulator *self, const char *nickname, const char *text)
{
  gint64 id = luwte_lhc_simulator_arrive (self, nickname, 1, NULL);
  Chat *chat = luwte_lhc_simulator_find_chat (self, id);
  g_autofree char *line =
      g_strdup_printf ("[b]Visitor query[/b]:\n%s\n\n[b]E-mail[/b]: planted@example.org", text);

  chat->status_sub = 7;
  luwte_lhc_simulator_append_said (self, chat, -1, line);
  return id;
}

gint64
luwte_lhc_simulator_send_file (LuwteLhcSimulator *self, gint64 id, const char *name, GBytes *bytes)
{
  g_autofree char *text = g_strdup_printf ("[file=%" G_GINT64_FORMAT "_%s]", self->next_message,
                                           LUWTE_LHC_PLANTED_HASH);
  Said *said = luwte_lhc_simulator_append_said (self, luwte_lhc_simulator_find_chat (self, id), 0,
                                                text);

  said->file_name = g_strdup (name);
  said->file = g_bytes_ref (bytes);
  return said->id;
}

void
luwte_lhc_simulator_set_subject (LuwteLhcSimulator *self, gint64 id, const char *name)
{
  g_set_str (&luwte_lhc_simulator_find_chat (self, id)->subject, name);
}

void
luwte_lhc_simulator_set_lists_users (LuwteLhcSimulator *self, gboolean lists)
{
  self->lists_users = lists;
}

void
luwte_lhc_simulator_set_closed_role (LuwteLhcSimulator *self, gboolean closed)
{
  self->closed_role = closed;
}

void
luwte_lhc_simulator_set_misdirects (LuwteLhcSimulator *self, gboolean misdirects)
{
  self->misdirects = misdirects;
}

void
luwte_lhc_simulator_say (LuwteLhcSimulator *self, gint64 id, const char *text)
{
  luwte_lhc_simulator_append_said (self, luwte_lhc_simulator_find_chat (self, id), 0, text);
}

void
luwte_lhc_simulator_leave (LuwteLhcSimulator *self, gint64 id)
{
  luwte_lhc_simulator_find_chat (self, id)->left = TRUE;
}

void
luwte_lhc_simulator_set_typing (LuwteLhcSimulator *self, gint64 id, gboolean typing)
{
  luwte_lhc_simulator_find_chat (self, id)->typing = typing;
}

gint64
luwte_lhc_simulator_get_owner (LuwteLhcSimulator *self, gint64 id)
{
  Chat *chat = luwte_lhc_simulator_find_chat (self, id);

  return chat != NULL ? chat->owner : 0;
}

int
luwte_lhc_simulator_get_status (LuwteLhcSimulator *self, gint64 id)
{
  Chat *chat = luwte_lhc_simulator_find_chat (self, id);

  return chat != NULL ? chat->status : -1;
}

char **
luwte_lhc_simulator_get_said (LuwteLhcSimulator *self, gint64 id)
{
  g_autoptr (GStrvBuilder) said = g_strv_builder_new ();
  Chat *chat = luwte_lhc_simulator_find_chat (self, id);

  for (guint i = 0; chat != NULL && i < chat->said->len; i++)
    {
      Said *line = g_ptr_array_index (chat->said, i);

      if (line->author > 0 && !line->whisper)
        g_strv_builder_add (said, line->text);
    }
  return g_strv_builder_end (said);
}

char **
luwte_lhc_simulator_read_chat (LuwteLhcSimulator *self, gint64 id)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  Chat *chat = luwte_lhc_simulator_find_chat (self, id);

  for (guint i = 0; chat != NULL && i < chat->said->len; i++)
    {
      Said *line = g_ptr_array_index (chat->said, i);

      if (line->author >= 0 && !line->whisper)
        g_strv_builder_take (lines, g_strconcat (line->author == 0 ? "<" : ">", line->text, NULL));
    }
  return g_strv_builder_end (lines);
}

static Operator *
operator_by_id (LuwteLhcSimulator *self, gint64 id)
{
  for (guint i = 0; i < self->operators->len; i++)
    {
      Operator *operator= g_ptr_array_index (self->operators, i);

      if (operator->id == id)
        return operator;
    }
  g_assert_not_reached ();
}

void
luwte_lhc_simulator_set_disabled (LuwteLhcSimulator *self, gint64 operator_id, gboolean disabled)
{
  operator_by_id (self, operator_id)->disabled = disabled;
}

gboolean
luwte_lhc_simulator_is_online (LuwteLhcSimulator *self, gint64 operator_id)
{
  return operator_by_id (self, operator_id)->online;
}

guint
luwte_lhc_simulator_get_n_heartbeats (LuwteLhcSimulator *self, gint64 operator_id)
{
  return operator_by_id (self, operator_id)->n_heartbeats;
}

void
luwte_lhc_simulator_trouble (LuwteLhcSimulator *self, LuwteLhcTrouble trouble, const char *where,
                             guint n)
{
  g_set_str (&self->trouble_where, where);
  self->trouble = trouble;
  self->trouble_left = n;
}

guint
luwte_lhc_simulator_get_n_late (LuwteLhcSimulator *self)
{
  return self->late->len;
}

void
luwte_lhc_simulator_let_go (LuwteLhcSimulator *self)
{
  for (guint i = 0; i < self->late->len; i++)
    soup_server_message_unpause (g_ptr_array_index (self->late, i));
  g_ptr_array_set_size (self->late, 0);
}

void
luwte_lhc_simulator_set_loses_updates (LuwteLhcSimulator *self, gboolean loses)
{
  self->loses_updates = loses;
}

void
luwte_lhc_simulator_set_lies (LuwteLhcSimulator *self, gboolean lies)
{
  self->lies = lies;
}

guint
luwte_lhc_simulator_count (LuwteLhcSimulator *self, const char *line)
{
  g_auto (GStrv) lines = g_strsplit (self->log->str, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_equal (lines[i], line);
  return n;
}

const char *
luwte_lhc_simulator_get_log (LuwteLhcSimulator *self)
{
  return self->log->str;
}
