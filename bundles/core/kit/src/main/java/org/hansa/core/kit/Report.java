package org.hansa.core.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of a verification.
 *
 * @param driver its id, as far as it says one
 * @param version its version, as far as it says one
 * @param simulated whether it says that nothing real stands behind it
 * @param begun by the kit's clock
 * @param verdicts of the rules that were chosen, in their order; then of what was broken on the way
 * @param left what the kit made and could not remove, or was told to keep: {@code workload UID of
 *     INSTALLATION: why}
 * @param untried the abilities of which nothing could be made, so that little of them was tried,
 *     and why: {@code cluster: why}; and how many rules an interruption has left out
 */
public record Report(
    String driver,
    String version,
    boolean simulated,
    Instant begun,
    Duration duration,
    List<Verdict> verdicts,
    List<String> left,
    List<String> untried) {

  public Report {
    verdicts = List.copyOf(verdicts);
    left = List.copyOf(left);
    untried = List.copyOf(untried);
  }

  /**
   * True if a rule holds, none is broken, and something of each ability was tried that any rule
   * asked for; other rules may be untried, and say why.
   */
  public boolean passed() {
    return broken().isEmpty() && complete() && count(Verdict.Outcome.PASSED) > 0;
  }

  /** True if something of each ability was tried; what passed is not to be relied on else. */
  public boolean complete() {
    return untried.isEmpty();
  }

  public List<Verdict> broken() {
    return verdicts.stream().filter(Verdict::broken).toList();
  }

  public long count(Verdict.Outcome outcome) {
    return verdicts.stream().filter(v -> v.outcome() == outcome).count();
  }

  /** For people: the broken rules first, with their text; at most 100 columns. */
  public String table() {
    return ReportTable.of(this);
  }

  public String json() {
    return ReportJson.of(this);
  }

  /** As test reports are written: a test case for each rule. */
  public String junit() {
    return ReportXml.of(this);
  }
}
