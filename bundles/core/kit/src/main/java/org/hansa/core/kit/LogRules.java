package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/** Logs of workloads that are followed by cursors: no line twice, none left out. */
final class LogRules {

  private LogRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            WorkloadFacet.NAME,
            "logs-after-bounds",
            "After a cursor too, 1 to 10,000 lines may be asked for, of what is there.",
            LogRules::bounds),
        Rule.of(
            WorkloadFacet.NAME,
            "logs-after-cursor",
            "A cursor that no answer has said is refused: INVALID.",
            LogRules::cursor),
        Rule.of(
            WorkloadFacet.NAME,
            "logs-after",
            "After a cursor come the lines that follow it: none again, and none is left out.",
            LogRules::after));
  }

  private static Tried<WorkloadSpec, WorkloadState> tried(Stage stage) {
    return stage.tried(stage.need(WorkloadFacet.class));
  }

  private static LogPart part(Stage stage, String uid, Optional<String> after, int most) {
    return stage.need(WorkloadFacet.class).logsAfter(uid, after, most, stage.ground().soon());
  }

  private static void bounds(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    Lines.Source source = (uid, most) -> part(stage, uid, Optional.empty(), most).lines();
    Lines.unknown(source, tried.uid());
    String uid = tried.made(tried.trial().spec());
    Lines.bounds(source, uid);
    Lines.most(source, uid);
  }

  private static void cursor(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    String uid = tried.made(tried.trial().spec());
    Optional<Reason> refusal =
        Tried.refusal(() -> part(stage, uid, Optional.of("hansa-no-such-cursor"), 1));
    Broken.unless(
        refusal.equals(Optional.of(Reason.INVALID)),
        "asking after no such cursor " + Words.came(refusal) + "; right is INVALID");
  }

  /** The log may grow meanwhile, so what came in parts must be what the whole then begins with. */
  private static void after(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    String uid = tried.made(tried.trial().spec());
    LogPart part = part(stage, uid, Optional.empty(), LogPart.MOST);
    List<String> parts = new ArrayList<>(part.lines());
    tried.changed(uid, tried.trial().changed());
    boolean gap = false;
    do {
      part = part(stage, uid, Optional.of(part.next()), LogPart.MOST);
      parts.addAll(part.lines());
      gap |= part.gap();
    } while (!part.lines().isEmpty() && parts.size() < LogPart.MOST);
    List<String> whole = part(stage, uid, Optional.empty(), LogPart.MOST).lines();
    List<String> begin = whole.subList(0, Math.min(parts.size(), whole.size()));
    Broken.unless(
        gap || begin.equals(parts),
        "in parts came " + Words.brief(parts) + ", as a whole " + Words.brief(begin));
  }
}
