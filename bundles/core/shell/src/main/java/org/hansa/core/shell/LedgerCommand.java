package org.hansa.core.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.store.Entry;

/** Show metered quantities, newest last. */
@Service
@Command(
    scope = "hansa",
    name = "ledger",
    description = "Show metered quantities, newest last",
    detailedDescription =
        """
        Of what you may read.

          hansa:ledger -n 10 Instance/demo/factory-line-page-0
        """)
public class LedgerCommand extends EntriesCommand {

  @Override
  String stream() {
    return Entry.LEDGER;
  }
}
