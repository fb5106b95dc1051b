package org.hansa.core.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.store.Entry;

/** Show what happened, newest last. */
@Service
@Command(
    scope = "hansa",
    name = "events",
    description = "Show what happened, newest last",
    detailedDescription =
        """
        Of what you may read.

          hansa:events --since 1h Application factory-line
        """)
public class EventsCommand extends EntriesCommand {

  @Override
  String stream() {
    return Entry.EVENT;
  }
}
