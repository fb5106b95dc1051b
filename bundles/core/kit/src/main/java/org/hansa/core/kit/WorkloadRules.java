package org.hansa.core.kit;

import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/** Workloads: what runs, what it says, and what it may use. */
final class WorkloadRules {

  private WorkloadRules() {}

  static List<Rule> all() {
    return List.of(
        rule("logs-bounds", "1 to 10,000 lines may be asked for.", WorkloadRules::bounds),
        rule("logs-unknown", "What is not there has no log: NOT_FOUND.", WorkloadRules::unknown),
        rule("logs-most", "No more lines come than were asked for.", WorkloadRules::most),
        rule(
            "workload-digest",
            "The state's digest is the spec's: another for another spec, and expected so.",
            WorkloadRules::digest),
        rule(
            "workload-limits",
            "Of each limit that is asked for it is said whether it is enforced.",
            WorkloadRules::limits),
        rule(
            "workload-started",
            "What runs says since when, and has not exited.",
            WorkloadRules::started));
  }

  private static Rule rule(String id, String sentence, Rule.Check check) {
    return Rule.of(WorkloadFacet.NAME, id, sentence, check);
  }

  private static Tried<WorkloadSpec, WorkloadState> tried(Stage stage) {
    return stage.tried(stage.need(WorkloadFacet.class));
  }

  private static Lines.Source logs(Stage stage) {
    WorkloadFacet facet = stage.need(WorkloadFacet.class);
    return (uid, most) -> facet.logs(uid, most, stage.ground().soon());
  }

  private static void bounds(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    Lines.bounds(logs(stage), tried.made(tried.trial().spec()));
  }

  private static void unknown(Stage stage) {
    Lines.unknown(logs(stage), tried(stage).uid());
  }

  private static void most(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    Lines.most(logs(stage), tried.made(tried.trial().spec()));
  }

  private static void digest(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    Trial<WorkloadSpec> trial = tried.trial();
    String uid = tried.made(trial.spec());
    String first = tried.seen(uid).digest();
    Broken.unless(
        first.equals(tried.facet().expect(trial.spec()).digest()), "another digest was expected");
    String changed = tried.settle(uid, trial.changed()).digest();
    Broken.unless(!first.equals(changed), "the changed spec has the same: " + first);
  }

  private static void limits(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    for (Trial<WorkloadSpec> trial : tried.trials()) {
      WorkloadSpec spec = trial.spec();
      Map<String, String> said = tried.seen(tried.made(spec)).limits();
      spec.cpu().ifPresent(c -> said(said, "cpu"));
      spec.memory().ifPresent(m -> said(said, "memory"));
    }
  }

  private static void said(Map<String, String> limits, String name) {
    String value = limits.getOrDefault(name, "nothing");
    Broken.unless(
        value.equals("enforced") || value.startsWith("not enforced: "),
        "of " + name + " is said: " + Words.brief(value));
  }

  private static void started(Stage stage) {
    Tried<WorkloadSpec, WorkloadState> tried = tried(stage);
    WorkloadSpec spec = tried.trial().spec();
    WorkloadState state = tried.agreed(tried.made(spec), spec);
    Broken.unless(state.phase() == WorkloadState.Phase.RUNNING, "it is " + state.phase());
    Broken.unless(state.started().isPresent(), "it does not say since when");
    Broken.unless(state.exitCode().isEmpty(), "it exited with " + state.exitCode());
  }
}
