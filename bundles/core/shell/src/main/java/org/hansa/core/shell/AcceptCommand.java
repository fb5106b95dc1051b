package org.hansa.core.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.store.Store;
import org.hansa.core.console.Reports;

/** Ends the time after a restore in which nothing outside is changed. */
@Service
@Command(
    scope = "store",
    name = "accept",
    description = "Show what differs since a restore, and let it be put right",
    detailedDescription =
        """
        After a restore nothing outside is changed. Here stands what would be: created because it
        is not there, adopted because it is there already, changed, removed, or removed as an
        orphan: it belongs to nothing in the restored state, or to what that has elsewhere.
        If you accept, it is done.

          store:accept
          store:accept --yes
        """)
public class AcceptCommand extends HansaCommand {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  @Option(name = "--yes", description = "Do not ask")
  boolean yes;

  @Option(name = "--wait", description = "Seconds to wait until all is observed; 60 if not said")
  int wait = 60;

  @Reference Store store;
  @Reference Outlook outlook;

  @Override
  void run(Screen screen) throws IOException, InterruptedException {
    Principal principal = principal();
    gate.require(principal, "hold", Installation.SELF);
    boolean held =
        store
            .snapshot()
            .get(Installation.SELF)
            .map(Resource::holds)
            .filter(holds -> holds.contains(Installation.RESTORED))
            .isPresent();
    if (!held) {
      throw new Problem(
          Problem.Reason.PRECONDITION,
          "there is nothing to accept: nothing was restored, or it was accepted",
          "Other holds on the installation are released with hansa:release.");
    }
    Outlook.Difference difference = observed(screen);
    if (!json) {
      new Reports(screen).difference(difference);
    }
    if (!yes) {
      screen.confirm("Accept the restored state, and do this?");
    }
    Change release = new Change.Hold(Installation.SELF, Installation.RESTORED, false);
    gate.submit(Request.of(principal, DOOR, cause(), List.of(release)));
    if (json) {
      screen.json(difference.written().put("accepted", true));
    } else {
      screen.line("Accepted.");
    }
  }

  private Outlook.Difference observed(Screen screen) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
    boolean said = json;
    try (Commits commits = new Commits(store)) {
      while (true) {
        Outlook.Difference now = outlook.difference();
        if (now.unseen().isEmpty() || System.nanoTime() - until >= 0) {
          return now;
        }
        if (!said) {
          screen.line("Observing " + now.unseen().size() + ", first " + now.unseen().get(0));
          said = true;
        }
        commits.any(LOOK_AGAIN);
      }
    }
  }
}
