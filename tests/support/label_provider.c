/* A provider of security labels for the tests: it takes any label but "refused". */
#include "postgres.h"

#include "commands/seclabel.h"
#include "fmgr.h"

PG_MODULE_MAGIC;

void _PG_init(void);

static void check_label(const ObjectAddress *object, const char *label) {
  (void)object;
  if (label != NULL && strcmp(label, "refused") == 0) ereport(ERROR, (errmsg("this label is refused")));
}

void _PG_init(void) { register_label_provider("lockstep_test", check_label); }
