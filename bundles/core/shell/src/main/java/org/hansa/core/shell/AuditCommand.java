package org.hansa.core.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.store.Entry;

/** Show who did what, and what was refused. */
@Service
@Command(
    scope = "hansa",
    name = "audit",
    description = "Show who did what, and what was refused",
    detailedDescription =
        """
        Of what you may read.

          hansa:audit --since 1d
        """)
public class AuditCommand extends EntriesCommand {

  @Override
  String stream() {
    return Entry.AUDIT;
  }
}
