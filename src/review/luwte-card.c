/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A card is its keys and a name, signed by itself, so that a letter lost in copying is noticed and
 * nobody can put a name of her own on another's keys. Whether it belongs to the colleague who
 * bears the name, only comparing the fingerprint with her can tell. */

#include "luwte-card.h"

#include "luwte-crypto.h"
#include "luwte-key-pair.h"
#include "luwte-review-error.h"

#include <string.h>

#define PREFIX  "luwte-card:"
#define FORMAT  1
#define SIGNING "luwte card 1"
#define KEYS    (2 * LUWTE_PUBLIC_BYTES)
/* Format, keys, the name's length, the name, the signature. */
#define MOST_BYTES (1 + KEYS + 1 + LUWTE_CARD_NAME_BYTES + LUWTE_SIGNATURE_BYTES)

#define N_WORDS    10

/* Short, concrete, well known, and not easily heard as one another. The place of a word is a byte
 * of the fingerprint, so no word may ever be replaced. */
static const char *const words[256] = {
  "aap",    "aardbei", "abrikoos", "adder",    "adelaar", "akker",  "alfabet", "anker",   "appel",
  "arend",  "arm",     "asperge",  "atlas",    "avond",   "baai",   "bakker",  "balkon",  "banaan",
  "bank",   "barst",   "basis",    "beek",     "beer",    "beker",  "berg",    "berk",    "beuk",
  "bezem",  "biet",    "bij",      "bijl",     "blad",    "bloem",  "blok",    "bocht",   "boek",
  "boom",   "boon",    "boot",     "bord",     "bos",     "boter",  "bril",    "broek",   "brood",
  "brug",   "bui",     "buik",     "bult",     "buur",    "cactus", "cent",    "cirkel",  "citroen",
  "dak",    "dal",     "deeg",     "deken",    "deur",    "dier",   "dijk",    "doek",    "dolfijn",
  "dorp",   "draad",   "draak",    "drempel",  "druif",   "drum",   "duif",    "duim",    "duin",
  "echo",   "eend",    "eik",      "eiland",   "ekster",  "els",    "emmer",   "engel",   "erwt",
  "ezel",   "fabriek", "fakkel",   "fiets",    "film",    "fles",   "fluit",   "forel",   "fort",
  "gans",   "garen",   "gast",     "geit",     "gevel",   "gier",   "gips",    "gitaar",  "glas",
  "goud",   "graan",   "gras",     "grot",     "haai",    "haak",   "haan",    "haard",   "hamer",
  "hand",   "hark",    "haven",    "hazelaar", "heide",   "hek",    "helm",    "hemd",    "herfst",
  "heuvel", "hoed",    "hoek",     "hond",     "honing",  "hoorn",  "hout",    "huis",    "iglo",
  "inkt",   "jacht",   "jas",      "juni",     "kaars",   "kaart",  "kaas",    "kachel",  "kade",
  "kameel", "kanaal",  "kano",     "kast",     "kat",     "kelder", "kers",    "ketel",   "keuken",
  "kiezel", "kist",    "klaver",   "klei",     "klok",    "knie",   "knoop",   "koe",     "koffer",
  "kom",    "koning",  "kool",     "korf",     "kraai",   "kraan",  "krant",   "kreeft",  "kroon",
  "kruik",  "kust",    "kwast",    "laars",    "ladder",  "lamp",   "land",    "lasso",   "leeuw",
  "lente",  "lepel",   "lijm",     "linde",    "lucht",   "maan",   "maart",   "magneet", "mand",
  "mast",   "meer",    "melk",     "merel",    "mes",     "mijn",   "molen",   "mond",    "mouw",
  "muis",   "muur",    "naald",    "nacht",    "nest",    "neus",   "noot",    "oester",  "oever",
  "olie",   "olijf",   "oor",      "oven",     "paal",    "paard",  "pan",     "papier",  "park",
  "peer",   "pels",    "pen",      "peper",    "pijl",    "plank",  "plein",   "ploeg",   "poes",
  "pols",   "poort",   "pot",      "punt",     "raam",    "raket",  "regen",   "rijst",   "ring",
  "rivier", "roos",    "schip",    "slang",    "sleutel", "sneeuw", "spiegel", "spin",    "ster",
  "stoel",  "storm",   "strand",   "tafel",    "tak",     "tulp",   "varen",   "vis",     "vlag",
  "vlieg",  "vogel",   "vos",      "wiel",     "wind",    "wolf",   "wolk",    "zand",    "zee",
  "zeep",   "zeil",    "zon",      "zwaan",
};

gboolean
luwte_card_name_is_valid (const char *name)
{
  const gsize length = strlen (name);

  if (length == 0 || length > LUWTE_CARD_NAME_BYTES || !g_utf8_validate (name, length, NULL))
    return FALSE;
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isprint (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

char *
luwte_card_make (LuwteKeyPair *pair, const char *name)
{
  guint8 bytes[MOST_BYTES], signature[LUWTE_SIGNATURE_BYTES];
  g_autofree char *base64 = NULL;
  gsize length = 0;

  if (!luwte_card_name_is_valid (name))
    return NULL;
  bytes[length++] = FORMAT;
  memcpy (bytes + length, luwte_key_pair_peek_box (pair), LUWTE_PUBLIC_BYTES);
  memcpy (bytes + length + LUWTE_PUBLIC_BYTES, luwte_key_pair_peek_sign (pair), LUWTE_PUBLIC_BYTES);
  length += KEYS;
  bytes[length++] = (guint8) strlen (name);
  memcpy (bytes + length, name, strlen (name));
  length += strlen (name);
  luwte_key_pair_sign (pair, SIGNING, bytes, length, signature);
  memcpy (bytes + length, signature, sizeof signature);
  base64 = g_base64_encode (bytes, length + sizeof signature);
  /* The letters that stand in a mail, a chat and a QR code alike. */
  g_strdelimit (base64, "+", '-');
  g_strdelimit (base64, "/", '_');
  g_strdelimit (base64, "=", '\0');
  return g_strconcat (PREFIX, base64, NULL);
}

static LuwteCard *
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return NULL;
}

/* (transfer full) (nullable) */
static guint8 *
decode (const char *text, gsize *length)
{
  g_autofree char *line = g_strstrip (g_strndup (text, 2 * MOST_BYTES));
  g_autofree char *padded = NULL;

  if (!g_str_has_prefix (line, PREFIX))
    return NULL;
  g_strdelimit (line, "-", '+');
  g_strdelimit (line, "_", '/');
  padded = g_strconcat (line + strlen (PREFIX), "===", NULL);
  padded[strlen (padded) / 4 * 4] = '\0';
  return g_base64_decode (padded, length);
}

LuwteCard *
luwte_card_parse (const char *text, GError **error)
{
  g_autoptr (LuwteCard) self = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize length = 0, signed_length;

  bytes = decode (text, &length);
  if (bytes == NULL || length == 0)
    return refuse (LUWTE_REVIEW_ERROR_NOT_A_PACK, "This is no card", error);
  if (bytes[0] != FORMAT)
    return refuse (LUWTE_REVIEW_ERROR_NEWER, "The card is of a newer Luwte", error);
  signed_length = length - LUWTE_SIGNATURE_BYTES;
  if (length < 1 + KEYS + 1 + LUWTE_SIGNATURE_BYTES ||
      signed_length != (gsize) 1 + KEYS + 1 + bytes[1 + KEYS] ||
      !luwte_signature_fits (bytes + 1 + LUWTE_PUBLIC_BYTES, SIGNING, bytes, signed_length,
                             bytes + signed_length))
    return refuse (LUWTE_REVIEW_ERROR_FORGED, "The card is not whole or was changed", error);
  self = g_new0 (LuwteCard, 1);
  memcpy (self->box, bytes + 1, sizeof self->box);
  memcpy (self->sign, bytes + 1 + LUWTE_PUBLIC_BYTES, sizeof self->sign);
  self->name = g_strndup ((const char *) bytes + 1 + KEYS + 1, bytes[1 + KEYS]);
  if (!luwte_card_name_is_valid (self->name))
    return refuse (LUWTE_REVIEW_ERROR_FORGED, "The name on the card is none", error);
  return g_steal_pointer (&self);
}

void
luwte_card_free (LuwteCard *self)
{
  g_free (self->name);
  g_free (self);
}

static void
hash_keys (const guint8 *box, const guint8 *sign, guint8 hash[LUWTE_HASH_BYTES])
{
  guint8 keys[KEYS];

  memcpy (keys, box, LUWTE_PUBLIC_BYTES);
  memcpy (keys + LUWTE_PUBLIC_BYTES, sign, LUWTE_PUBLIC_BYTES);
  luwte_hash (keys, sizeof keys, hash);
}

char *
luwte_card_id (const guint8 *box, const guint8 *sign)
{
  guint8 hash[LUWTE_HASH_BYTES];
  GString *id = g_string_new (NULL);

  hash_keys (box, sign, hash);
  for (gsize i = LUWTE_HASH_BYTES / 2; i < LUWTE_HASH_BYTES; i++)
    g_string_append_printf (id, "%02x", hash[i]);
  return g_string_free_and_steal (id);
}

char *
luwte_card_fingerprint (const guint8 *box, const guint8 *sign)
{
  guint8 hash[LUWTE_HASH_BYTES];
  GString *text = g_string_new (NULL);

  hash_keys (box, sign, hash);
  for (guint i = 0; i < N_WORDS; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", words[hash[i]]);
  return g_string_free_and_steal (text);
}
